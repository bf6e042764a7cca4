import type { Catalogue } from "../catalogue.ts";
import { diagram } from "./diagram.ts";
import { helpAccounts } from "./help_accounts.ts";
import { helpChat } from "./help_chat.ts";
import { helpCheck } from "./help_check.ts";
import { helpEcho } from "./help_echo.ts";
import { helpFilesServe } from "./help_files_serve.ts";
import { helpFilesTransfer } from "./help_files_transfer.ts";
import { helpLab } from "./help_lab.ts";
import { helpKv } from "./help_kv.ts";
import { helpNumbers } from "./help_numbers.ts";
import { helpShared } from "./help_shared.ts";
import { helpRelay } from "./help_relay.ts";
import { manual } from "./manual.ts";
import { relayAddresses } from "./relay_addresses.ts";
import { messagesAccounts } from "./messages_accounts.ts";
import { messagesChat } from "./messages_chat.ts";
import { messagesClass } from "./messages_class.ts";
import { messagesFiles } from "./messages_files.ts";
import { messagesHttp } from "./messages_http.ts";
import { messagesKv } from "./messages_kv.ts";
import { messagesLab } from "./messages_lab.ts";
import { messagesNetwork } from "./messages_network.ts";
import { messagesQuestions } from "./messages_questions.ts";
import { messagesScript } from "./messages_script.ts";
import { messagesServers } from "./messages_servers.ts";
import { messagesWeb } from "./messages_web.ts";
import { relayExplained } from "./relay_explained.ts";
import { scenarios } from "./scenarios.ts";
import { systemErrors } from "./system_errors.ts";
import { systems } from "./systems.ts";
import { usageErrors } from "./usage_errors.ts";
import { helpWords } from "./help_words.ts";

/** Everything that netlab says to people, in French, by what it is about. */
export const parts: Readonly<Record<string, Catalogue>> = {
  helpWords,
  helpShared,
  helpEcho,
  helpFilesServe,
  helpFilesTransfer,
  helpAccounts,
  helpChat,
  helpKv,
  helpNumbers,
  helpLab,
  helpCheck,
  helpRelay,
  relayAddresses,
  manual,
  scenarios,
  usageErrors,
  messagesNetwork,
  messagesServers,
  messagesFiles,
  messagesWeb,
  messagesHttp,
  messagesAccounts,
  messagesChat,
  messagesQuestions,
  messagesKv,
  messagesLab,
  messagesClass,
  messagesScript,
  relayExplained,
  diagram,
  systemErrors,
  systems,
};

/** The parts in one. */
export const catalogue: Catalogue = Object.assign({}, ...Object.values(parts));
