import { msg } from "../../mod/i18n/message.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";
import { type OutputPath, outputPath } from "../../mod/http/client/output_path.ts";
import { temporaryFolder } from "../../mod/system/temporary_folder.ts";

/**
 * The place that `--output` names for a file.
 *
 * @param folder for when it is not given. @default the temporary folder
 */
export async function whereToSave(
  name: string,
  { output, force }: { output: string | undefined; force: boolean },
  { env }: CommandContext,
  folder: string = temporaryFolder(env),
): Promise<OutputPath> {
  const path = await outputPath(name, { output: output ?? folder, force });
  if (path === undefined) throw new UsageError(msg`"${name}" has no file name to save it under`);
  return path;
}
