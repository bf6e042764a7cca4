import type { Text } from "../../i18n/text.ts";
import type { Severity } from "../rule.ts";

/**
 * What a course sheet asks of a server, as a teacher writes it down: rules, each a conversation of one or several
 * clients with it. It is plain JSON; {@link SCRIPT_SCHEMA} says the same to editors.
 */
export interface Script {
  /** What it is called; the first part of the rules' ids. */
  readonly id: string;
  readonly title: ScriptText;
  /** Where it stands: `TP 3, question 2`. */
  readonly sheet?: string;
  /** @default "tcp" */
  readonly transport?: "tcp" | "udp";
  readonly rules: readonly ScriptRule[];
}

/** A text in one language for all, or in English and, if there is one, in French. */
export type ScriptText = string | { readonly en: string; readonly fr?: string };

/** One promise of the sheet. */
export interface ScriptRule {
  readonly id: string;
  /** The fact that a pass states. */
  readonly title: ScriptText;
  /** The sheet's words. @default the title */
  readonly rule?: ScriptText;
  readonly sheet?: string;
  /** Whether breaking it fails the check, or is only noted. @default "must" */
  readonly severity?: Severity;
  /** What usually breaks it: told where no sign shows the cause. */
  readonly hint?: ScriptText;
  /** Rules without which this one would only say the same again. */
  readonly needs?: readonly string[];
  readonly steps: readonly ScriptStep[];
}

/** One step: what the clients do, and what they then have to see, in this order. */
export interface ScriptStep {
  /** What it is about, for the report. */
  readonly say?: ScriptText;
  readonly do?: readonly ScriptAction[];
  readonly see?: readonly ScriptObservation[];
}

/** What a client does; exactly one of the verbs is there. In all texts `{name}` stands for a value that was kept. */
export interface ScriptAction {
  /** Connects a client of this name. */
  readonly connect?: string;
  /** Sends: one of `line` (its end is added), `text` and `hex` says what. */
  readonly send?: string;
  readonly line?: string;
  readonly text?: string;
  readonly hex?: string;
  /** How the bytes travel. @default "whole" */
  readonly pieces?: "bytewise" | "split" | "random" | "slow";
  /** Says that it has sent everything, as Ctrl-D does (half-close). */
  readonly end?: string;
  readonly close?: string;
  /** Breaks the connection off. */
  readonly reset?: string;
  /** Milliseconds in which nothing is done. */
  readonly pause?: number;
}

/** What a client has to see next; exactly one of the verbs is there. */
export interface ScriptObservation {
  readonly role: string;
  /** The next line is this one. */
  readonly line?: string;
  /** The next bytes are this text. */
  readonly text?: string;
  /** The next bytes are these. */
  readonly hex?: string;
  /** The next line fits this pattern as a whole; what its groups `(?<name>…)` hold is kept. */
  readonly matches?: string;
  /** So many bytes come, whatever they are. */
  readonly length?: number;
  /** The stream ends, with nothing before. */
  readonly ends?: true;
  /** Milliseconds in which nothing comes. */
  readonly never?: number;
  /** The name under which what came is kept. */
  readonly as?: string;
  /** Milliseconds to wait. @default that of `--timeout` */
  readonly within?: number;
}

/** A script's text in both languages. */
export function bothLanguages(text: ScriptText): Text {
  return typeof text === "string" ? { en: text, fr: text } : { en: text.en, fr: text.fr ?? text.en };
}

/** What a reference to a kept value looks like, `{name}`; `{{name}}` is the text `{name}`. */
export const REFERENCE = /\{(\{[A-Za-z_]\w*\})\}|\{([A-Za-z_]\w*)\}/g;
