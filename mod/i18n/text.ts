/** A sentence in the two languages of the sheets' readers. */
export interface Text {
  readonly fr: string;
  readonly en: string;
}

/** The languages there are. */
export type Language = keyof Text;
