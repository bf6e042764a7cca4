import { isFromElsewhere } from "../../../http/middleware/same_origin.ts";
import { HttpError } from "../../../http/wire/http_error.ts";
import type { HttpHandler } from "../../../http/wire/message.ts";
import { addressHost } from "../../../net/address/address_host.ts";
import { networkOf } from "../../../net/address/ip_literal.ts";
import type { PageLanguage } from "../../../http/page/page_language.ts";
import { msg } from "../../../i18n/message.ts";
import type { Classroom } from "../classroom.ts";
import { LiveLines } from "./live.ts";
import { ClassRates } from "./rates.ts";
import { redirect } from "./replies.ts";
import { RecordingPages } from "./recording_pages.ts";
import { pageFiles } from "./page_files.ts";
import { StudentPages } from "./student_pages.ts";
import type { TeacherDoor } from "./teacher_door.ts";
import { TeacherPages } from "./teacher_pages.ts";

/**
 * All that a class has at its address: the students' page at `/`, what belongs to one student below `/s/KEY/`, the
 * reports of checks at `/api/report`, and the teacher's page at `/teacher/`.
 *
 * @param language for browsers that ask for none of ours
 */
export function classPages(classroom: Classroom, door: TeacherDoor, language: PageLanguage): HttpHandler {
  const rates = new ClassRates();
  const files = pageFiles(language);
  const live = new LiveLines();
  const recordings = new RecordingPages(language);
  const teacher = new TeacherPages(classroom, door, rates, files, live, recordings);
  const student = new StudentPages(classroom, rates, files, live, recordings, door.id);
  return async (request) => {
    const { method, path } = request;
    const reading = method === "GET" || method === "HEAD";
    const file = reading ? files.file(path) : undefined;
    if (file !== undefined) return file;
    if (!reading) {
      if (isFromElsewhere(request)) {
        throw new HttpError(403, msg`Another site's page may not do this`, [], true);
      }
      rates.network(networkOf(addressHost(request.remote)));
    }
    if (path === "/teacher") return redirect("teacher/");
    if (path.startsWith("/teacher/")) return await teacher.reply(request, path.slice("/teacher/".length));
    return await student.reply(request);
  };
}
