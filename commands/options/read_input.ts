import { type Message, msg } from "../../mod/i18n/message.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import { type SpooledInput, spoolInput } from "../../mod/fs/spooled_input.ts";
import { maxSizeExceeded } from "../../mod/http/client/http_failure.ts";
import { temporaryFolder } from "../../mod/system/temporary_folder.ts";

/**
 * Reads standard input to its end, into memory or into a file in the temporary folder.
 *
 * @param how how much is kept in memory, and how much is taken at all, bytes
 * @returns dispose of it when it has been sent
 */
export async function readInput(
  { inMemory, maxSize = Infinity }: { inMemory: number; maxSize?: number | undefined },
  { stdin, stderr, env, signal }: CommandContext,
): Promise<SpooledInput> {
  if (stdin.isTerminal()) stderr.tell(msg`type the text; {end-key} ends it`);
  return await spoolInput(stdin, {
    folder: temporaryFolder(env),
    inMemory,
    signal,
    onBytes: (total) => {
      if (total > maxSize) throw maxSizeExceeded(maxSize);
    },
  });
}

/** Standard input and something else were given. */
export function aloneMessage(): Message {
  return msg`- (standard input) stands alone`;
}
