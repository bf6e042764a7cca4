/**
 * Where files are dropped or chosen.
 *
 * @param big it is all there is on the page: the drop box
 */
export function uploadForm(big: boolean): string {
  return `<form class="drop${
    big ? " big" : ""
  }" method="post" enctype="multipart/form-data" aria-label="Upload">
<p>Drop files here, or choose them</p>
<label class="visually-hidden" for="files-to-send">Files to send</label>
<input type="file" id="files-to-send" name="file" multiple required>
<button class="button">Send</button>
<ul class="transfers" aria-live="polite"></ul>
</form>
`;
}
