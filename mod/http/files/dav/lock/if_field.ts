import { msg } from "../../../../i18n/message.ts";
import { HttpError } from "../../../wire/http_error.ts";

/** One thing that an If field asks of a resource. */
export interface IfCondition {
  /** It must not hold. */
  readonly not: boolean;
  /** A lock holds that has this token. */
  readonly token?: string;
  /** The content is that which has this tag. */
  readonly tag?: string;
}

/** Conditions of which all have to hold for the list to hold. */
export interface IfList {
  /** The address of the resource that they are about; undefined: that of the request. */
  readonly resource: string | undefined;
  readonly conditions: readonly IfCondition[];
}

const BLANK = /[ \t]*/y;
const CODED_URL = /<([^<>\s]*)>/y;
const NOT = /not\b/iy;
const ENTITY_TAG = /\[((?:W\/)?"[^"]*")\]/y;

/**
 * Reads an If field (RFC 4918 §10.4): it holds if one of its lists does.
 *
 * @throws HttpError 400 when it is none
 */
export function parseIf(value: string): IfList[] {
  let at = 0;
  const take = (what: RegExp) => {
    BLANK.lastIndex = at;
    what.lastIndex = BLANK.exec(value) === null ? at : BLANK.lastIndex;
    const found = what.exec(value);
    if (found !== null) at = what.lastIndex;
    return found;
  };
  const lists: IfList[] = [];
  const tagged = value.trimStart().startsWith("<");
  let resource: string | undefined;
  while (at < value.trimEnd().length) {
    // Fields of the same name are joined with a comma.
    if (lists.length > 0) take(/,/y);
    const tag = tagged ? take(CODED_URL)?.[1] : undefined;
    resource = tag ?? resource;
    if (take(/\(/y) === null) throw malformed();
    const conditions: IfCondition[] = [];
    while (take(/\)/y) === null) {
      const not = take(NOT) !== null;
      const token = take(CODED_URL)?.[1];
      const entityTag = token === undefined ? take(ENTITY_TAG)?.[1] : undefined;
      if (token === undefined && entityTag === undefined) throw malformed();
      conditions.push(token === undefined ? { not, tag: entityTag! } : { not, token });
    }
    if (conditions.length === 0) throw malformed();
    lists.push({ resource, conditions });
  }
  if (lists.length === 0) throw malformed();
  return lists;
}

function malformed(): HttpError {
  return new HttpError(400, msg`The If field is malformed`);
}
