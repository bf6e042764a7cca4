import { frenchSpaces } from "../../mod/language/french_spaces.ts";
import { translator } from "../../mod/language/translator.ts";
import { catalogue } from "./catalogue.ts";

/** A sentence of netlab's in French; anything else as it is. */
export const toFrench = translator(catalogue, frenchSpaces);
