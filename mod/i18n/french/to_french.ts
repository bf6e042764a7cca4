import { frenchSpaces } from "../french_spaces.ts";
import { translator } from "../translator.ts";
import { catalogue } from "./catalogue.ts";

/** A sentence of netlab's in French; anything else as it is. */
export const toFrench = translator(catalogue, frenchSpaces);
