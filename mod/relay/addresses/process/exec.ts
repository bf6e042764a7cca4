import { type RelayEndpoint, RelayError } from "../../relay_endpoint.ts";
import { splitWords } from "../../grammar/split_words.ts";
import type { OpenRequest } from "../address_type.ts";
import { startProgram } from "./child.ts";

/** `EXEC:program arguments`: split at blanks, no shell involved. */
export default async function* open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const [file, ...args] = splitWords(request.parameters[0]!);
  if (file === undefined) throw new RelayError("EXEC: no program given");
  yield await startProgram(request, { file, args });
}
