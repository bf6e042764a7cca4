/** `/` or `\`. */
export const SEPARATOR: string;
/** `:` or `;`. */
export const DELIMITER: string;
