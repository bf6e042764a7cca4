/**
 * The page's one script. Everything works without it (sorting, searching and uploading go through the server then); with it, the
 * search filters while one types, and uploads show their progress and go on by themselves after a lost connection (the
 * tus protocol, as in `upload/resumable_upload.ts`).
 */
export const LISTING_SCRIPT = `
"use strict";
const search = document.querySelector("input[type=search]");
if (search) {
  const rows = [...document.querySelectorAll("#files tbody tr")];
  const names = rows.map((row) => row.querySelector("bdi").textContent.toLowerCase());
  const count = document.querySelector("#shown");
  search.addEventListener("input", () => {
    const wanted = search.value.toLowerCase();
    let shown = 0;
    rows.forEach((row, at) => {
      row.hidden = !names[at].includes(wanted);
      if (!row.hidden) shown++;
    });
    if (count) count.textContent = wanted === "" ? "" : shown + " of " + rows.length + " shown";
  });
}
const dates = new Intl.DateTimeFormat([], { dateStyle: "medium", timeStyle: "short" });
for (const time of document.querySelectorAll("#files time")) {
  time.textContent = dates.format(new Date(time.dateTime));
}
const drop = document.querySelector(".drop");
if (drop) {
  const input = drop.querySelector("input[type=file]");
  const list = drop.querySelector(".transfers");
  drop.querySelector("button").hidden = true;
  input.addEventListener("change", () => { sendAll([...input.files]); input.value = ""; });
  for (const type of ["dragenter", "dragover"]) {
    addEventListener(type, (event) => { event.preventDefault(); drop.classList.add("over"); });
  }
  for (const type of ["dragleave", "drop"]) addEventListener(type, () => drop.classList.remove("over"));
  addEventListener("drop", (event) => {
    event.preventDefault();
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry());
    sendAll([...event.dataTransfer.files], entries.filter((entry) => entry && entry.isDirectory).map((entry) => entry.name));
  });

  const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
  const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  async function sendAll(files, folders = []) {
    let sent = 0;
    for (const file of files) if (await send(file, folders.includes(file.name))) sent++;
    if (sent > 0 && sent === files.length && !drop.classList.contains("big")) location.reload();
  }

  async function send(file, isFolder) {
    const item = document.createElement("li");
    const label = document.createElement("span");
    const bar = document.createElement("progress");
    label.setAttribute("role", "status");
    bar.max = file.size || 1;
    bar.value = 0;
    item.append(label, bar);
    list.append(item);
    const say = (text, state) => { label.textContent = file.name + ": " + text; label.className = state || ""; };
    try {
      if (isFolder) throw new Error("this is a folder; send it as one file, such as a zip");
      say("starting");
      await transfer(file, bar, say);
      bar.value = bar.max;
      say("received", "done");
      return true;
    } catch (error) {
      say(error.message, "failed");
      return false;
    }
  }

  async function transfer(file, bar, say) {
    const created = await fetch(location.pathname, {
      method: "POST",
      headers: { "tus-resumable": "1.0.0", "upload-length": String(file.size), "upload-metadata": "filename " + base64(file.name) },
    });
    if (created.status !== 201) throw new Error((await created.text()).trim() || "refused");
    // Its path is ours as the server knows it; a proxy may show us under another.
    const url = location.pathname + new URL(created.headers.get("location"), location).search;
    if (file.size === 0) return;
    let failures = 0;
    for (let offset = 0; offset < file.size;) {
      const { status, text } = await patch(url, file, offset, bar, say);
      if (status === 204) return;
      if (status >= 400 && status !== 409 && status < 500 || status === 507) throw new Error(text || "refused");
      if (++failures > 8) throw new Error("the connection was lost");
      say("waiting for the connection");
      await wait(Math.min(500 * 2 ** failures, 15000));
      const known = await fetch(url, { method: "HEAD", headers: { "tus-resumable": "1.0.0" } }).catch(() => null);
      if (known && known.status === 404) throw new Error("the server has forgotten this upload");
      if (known && known.ok) {
        const reached = Number(known.headers.get("upload-offset"));
        if (reached > offset) failures = 0;
        offset = reached;
      }
    }
  }

  function patch(url, file, offset, bar, say) {
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open("PATCH", url);
      request.setRequestHeader("tus-resumable", "1.0.0");
      request.setRequestHeader("upload-offset", String(offset));
      request.setRequestHeader("content-type", "application/offset+octet-stream");
      request.upload.onprogress = (event) => {
        bar.value = offset + event.loaded;
        say(Math.floor(100 * (offset + event.loaded) / file.size) + " %");
      };
      request.onloadend = () => resolve({ status: request.status, text: (request.responseText || "").trim() });
      request.send(file.slice(offset));
    });
  }
}
`.trim();
