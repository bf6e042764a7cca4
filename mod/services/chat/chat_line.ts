/** A line for a participant, before it becomes text, JSON or a bare line. */
export type ChatLine =
  | { type: "message" | "action"; from: string; text: string; at: number; history?: true }
  | { type: "private"; from: string; to: string; text: string; at: number }
  | { type: "joined" | "left"; name: string }
  | { type: "kicked"; name: string; by: string }
  | { type: "renamed"; from: string; to: string }
  | { type: "welcome"; you: string; others: string[] }
  | { type: "members"; names: string[] }
  | { type: "prompt" | "note" | "error"; text: string }
  | { type: "missed"; count: number }
  | { type: "bye"; name: string };

/** How a participant wants its lines. */
export type LineStyle = "text" | "json" | "plain";
