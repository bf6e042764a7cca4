/** How {@linkcode promptSecret} shows what is typed. */
export interface PromptSecretOptions {
  /** Shown for each character typed; the empty string shows nothing. */
  mask?: string;
  /** Whether the prompt is cleared from the screen afterwards. */
  clear?: boolean;
}
/** Asks for a secret on the terminal; `null` when there is no terminal or the input ended. */
export function promptSecret(message?: string, options?: PromptSecretOptions): string | null;
