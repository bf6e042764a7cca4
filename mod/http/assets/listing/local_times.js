import { groupsOfFiles } from "./listed_files.js";

/** @type {IntersectionObserver | undefined} */
let near;

/** Times are the reader's own, in the rows that come into sight. */
export function showLocalTimes() {
  const dates = new Intl.DateTimeFormat([], { dateStyle: "medium", timeStyle: "short" });
  near?.disconnect();
  const observer = near = new IntersectionObserver((seen) => {
    for (const { target, isIntersecting } of seen) {
      if (!isIntersecting) continue;
      observer.unobserve(target);
      for (const time of target.querySelectorAll("time")) {
        time.textContent = dates.format(new Date(time.dateTime));
      }
    }
  }, { rootMargin: "100%" });
  for (const group of groupsOfFiles()) observer.observe(group);
}
