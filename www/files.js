// Reads files; several of them become one text.

/** The line that begins a mail in an mbox file. */
const FROM = "From MAILER-DAEMON Thu Jan  1 00:00:00 1970\n";

/**
 * The bytes of a file, or of several as an mbox, in which each has its own answer.
 * @param {File[]} files
 */
export async function content(files) {
  const all = await Promise.all(files.map((file) => file.arrayBuffer()));
  const parts = all.length > 1 ? all.flatMap((bytes) => [FROM, bytes, "\n\n"]) : all;
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
