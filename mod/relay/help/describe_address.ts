import type { AddressType } from "../addresses/address_type.ts";

/** How an address is typed, `TCP-CONNECT:HOST:PORT`, and what it is, in the same words. */
export function describeAddress(
  { keyword, syntax, explain }: AddressType,
): { typed: string; meaning: string } {
  const names = [...syntax.matchAll(/<([^>]+)>/g)].map(([, name]) => name!.toUpperCase());
  return {
    typed: keyword.toUpperCase() + inCapitals(syntax),
    meaning: explain.replace(/\$(\d)/g, (_, number: string) => names[Number(number) - 1] ?? "…"),
  };
}

/** `<host>` as `HOST`, as help and manual have it. */
export function inCapitals(text: string): string {
  return text.replace(/<([^>]+)>/g, (_, name: string) => name.toUpperCase());
}
