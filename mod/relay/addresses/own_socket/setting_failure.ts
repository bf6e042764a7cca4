import type { SettingError } from "../../../net/descriptor/socket_settings.ts";
import { errorText } from "../../../net/errors/system_error.ts";
import { RelayError } from "../../relay_endpoint.ts";

/** The sentence for a setting that the system refuses. */
export function settingFailure({ setting, cause }: SettingError): RelayError {
  const { name, level, option, value } = setting;
  return new RelayError(
    `option "${name}": setsockopt(5, ${level}, ${option}, …, ${value.length}): ${errorText(cause)}`,
  );
}
