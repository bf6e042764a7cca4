/** The file of a room that remembers, in its folder. */
export const historyFile = "talk.db";
