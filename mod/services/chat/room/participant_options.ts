/** How a participant is treated. */
export interface ParticipantOptions {
  /** Past messages shown on entering. */
  replay: number;
  /** The name is not asked for: this gives one, and a new one each time the last is taken. */
  presetName?: () => string;
  /** May use the console's commands. */
  operator?: boolean;
  /** Lines are said as they are: no commands. */
  bare?: boolean;
}
