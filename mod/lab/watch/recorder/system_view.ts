import { portIn, readSocketTable, SOCKET_TABLES } from "../../../net/port_owner/socket_table.ts";
import type { SystemView } from "../advice/recording_state.ts";
import { readSetting } from "../strace/find_strace.ts";

/** This machine, as its `/proc` shows it now. */
export const thisSystemView: SystemView = {
  listens: (port) =>
    SOCKET_TABLES.some((table) =>
      readSocketTable(table).some(({ state, local }) => state === "listen" && portIn(local) === port)
    ),
  // the program's name stands in parentheses and may hold anything, parentheses included (proc_pid_stat(5))
  isZombie: (pid) => /^ Z /.test(readSetting(`/proc/${pid}/stat`).replace(/^.*\)/s, "")),
};
