import type { Failure } from "../../causes/rule_violation.ts";
import { IMAGE_FILE, TEXT_FILE } from "../../targets/fixture_folder.ts";
import type { FailurePattern } from "../../causes/failure_patterns.ts";

/** Something came, if not what was expected. */
export function saidSomething({ text }: Failure): boolean {
  return text !== "";
}

/** A head came, with another status than the expected one. */
export function otherStatus({ symptom, expected }: Failure): boolean {
  return symptom === "different" && expected.part === "status";
}

/** A head came, and its status is one of these. */
export function statusIs(pattern: RegExp): FailurePattern {
  return (failure) =>
    otherStatus(failure) && pattern.test(/^HTTP\/\d\.\d (\d{3})/.exec(failure.text)?.[1] ?? "");
}

/** Content came, and it is another. */
export function otherContent({ symptom, expected }: Failure): boolean {
  return symptom === "different" && expected.part === "content";
}

/** The body is shorter than its Content-Length, or than the file. */
export function bodyMissing({ symptom, expected }: Failure): boolean {
  return expected.part === "body" && (symptom === "closed" || symptom === "reset" || symptom === "silence");
}

/** What is behind the announced length is what the accents of the text have more than characters. */
export function characters({ symptom, received }: Failure): boolean {
  const { bytes } = TEXT_FILE;
  const text = new TextDecoder().decode(bytes);
  const more = [bytes.length - text.length, bytes.length - [...text].length];
  return symptom === "extra" && more.includes(received.length) &&
    received.every((byte, index) => byte === bytes[bytes.length - received.length + index]);
}

/** The picture has come as far as its first zero byte. */
export function endsAtZero({ received }: Failure): boolean {
  const zero = IMAGE_FILE.bytes.indexOf(0);
  return received.length === zero && received.every((byte, index) => byte === IMAGE_FILE.bytes[index]);
}

/**
 * The picture has come as text: its first byte, 0x89, as U+FFFD, as two bytes of UTF-8, as a question mark or not at all;
 * or its line ends are changed.
 */
export function asText({ received }: Failure): boolean {
  const came = String.fromCharCode(...received.subarray(0, 16));
  return /^(\xef\xbf\xbd|\xc2\x89|\?)?PNG\r?\n|^\x89PNG(\n[^\n]|\r\r\n)/.test(came);
}

/** Only the beginning of the expected content came. */
export function beginningOnly(bytes: Uint8Array): FailurePattern {
  return (failure) =>
    (otherContent(failure) || bodyMissing(failure)) && failure.received.length > 0 &&
    failure.received.length < bytes.length &&
    failure.received.every((byte, index) => byte === bytes[index]);
}

/** The file's content is in it, and more. */
export function contentWithin(bytes: Uint8Array): FailurePattern {
  const content = new TextDecoder().decode(bytes);
  return (failure) => otherContent(failure) && failure.text.includes(content);
}

/** All its ASCII has come, and something else instead of the rest: question marks, replacement characters, nothing. */
export function asciiLeft(bytes: Uint8Array): FailurePattern {
  const ascii = (text: Uint8Array) => [...text].filter((byte) => byte < 0x80 && byte !== QUESTION).join(" ");
  return ({ received }) =>
    bytes.some((byte) => byte >= 0x80) && received.length > 0 && ascii(received) === ascii(bytes);
}

const QUESTION = 0x3f;
