/**
 * What the program says, in another language: messages by their ids, in which `{1}` stands for a value, and
 * the whole texts of the help. Looked up exactly.
 */
export type Catalogue = Readonly<Record<string, string>>;
