// The explanation as a text for a ticket: plain text or Markdown. Never HTML: the values come from a reply that anyone can write.
import { ticket as labels } from "#words";

/** @typedef {import("./index.js").Explanation} Explanation */
/** @typedef {import("./index.js").Verdict} Verdict */
/** @typedef {{ field(label: string, value: string): string, heading(text: string): string, step(number: number, text: string): string, text(text: string): string }} Style */

/** @type {Record<"text" | "markdown", Style>} */
const STYLES = {
  text: {
    field: (label, value) => `${label}: ${plain(value)}`,
    heading: (text) => plain(text),
    step: (number, text) => `${number}. ${plain(text)}`,
    text: (text) => plain(text),
  },
  markdown: {
    field: (label, value) => `- **${label}:** ${escaped(value)}`,
    heading: (text) => `### ${escaped(text)}`,
    step: (number, text) => `${number}. ${escaped(text)}`,
    text: (text) => escaped(text),
  },
};

/** One line, without what could steer a terminal or turn the direction of writing. @param {string} text */
function plain(text) {
  return text.replace(/\s+/g, " ").replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, "\uFFFD").trim();
}

/** What Markdown would read as more than text is kept from that; no address becomes a link. @param {string} text */
function escaped(text) {
  return plain(text).replace(/[\\`*_{}[\]<>()#+!|~&:@]/g, "\\$&").replace(/\b(www)\./gi, "$1\\.");
}

/** @type {typeof import("./index.js").toTicket} */
export function toTicket(explanation, { format = "text" } = {}) {
  if (!Array.isArray(explanation?.verdicts)) throw new TypeError("toTicket() takes an explanation");
  const style = STYLES[format];
  if (!style) throw new TypeError("toTicket() makes \"text\" or \"markdown\"");
  const blocks = explanation.verdicts.map((verdict) => block(verdict, style));
  const end = [...fields(messageFields(explanation), style), ...needed(explanation, style)];
  if (end.length > 0) blocks.push(end.join("\n"));
  return `${[...blocks, style.text(labels.by.replace("{version}", explanation.knowledge.version))].join("\n\n")}\n`;
}

/** @param {Verdict} verdict @param {Style} style */
function block(verdict, style) {
  const head = [style.heading(`${verdict.wording.outcome}: ${verdict.title}`), style.text(verdict.summary)];
  const parts = [head.join(style === STYLES.markdown ? "\n\n" : "\n"), fields(verdictFields(verdict), style).join("\n")];
  for (const audience of /** @type {const} */ (["person", "admin", "mailer"])) {
    const steps = verdict.steps.filter((step) => step.for === audience);
    const lines = steps.map(({ text, url }, at) => style.step(at + 1, text) + (url ? ` ${url}` : ""));
    if (lines.length > 0) parts.push([style.text(`${labels[audience]}:`), ...lines].join(style === STYLES.markdown ? "\n\n" : "\n"));
  }
  return parts.join("\n\n");
}

/** @param {Verdict} verdict @returns {[string, string | undefined][]} */
function verdictFields(verdict) {
  const { wording, reply, remote } = verdict;
  return [
    [labels.side, wording.actor],
    [labels.resend, wording.resend],
    [labels.certainty, wording.certainty],
    [labels.recipient, verdict.recipient],
    [labels.original, verdict.originalRecipient],
    [labels.server, [remote?.host, remote?.ip && `[${remote.ip}]`].filter(Boolean).join(" ")],
    [labels.codes, [reply?.code, reply?.enhanced].filter(Boolean).join(" ")],
    [labels.reply, reply?.text],
    [labels.tried, verdict.lastAttempt],
    [labels.until, verdict.retryUntil],
    [labels.cause, [verdict.cause, verdict.entry && `(${verdict.entry})`].filter(Boolean).join(" ")],
  ];
}

/** @param {Explanation} explanation @returns {[string, string | undefined][]} */
function messageFields({ message }) {
  return [
    [labels.sender, message?.from],
    [labels.subject, message?.subject],
    [labels.sent, message?.arrival],
    [labels.reporter, message?.reportingServer],
    [labels.message, message?.messageId],
    [labels.queue, message?.queueId],
  ];
}

/** What a help desk asks for next. @param {Explanation} explanation @param {Style} style */
function needed({ message, verdicts }, style) {
  const missing = [
    !message?.from && labels.sender,
    !verdicts.some(({ recipient }) => recipient) && labels.recipient,
    !message?.arrival && !verdicts.some(({ lastAttempt }) => lastAttempt) && labels.sent,
    !message?.subject && labels.subject,
    !verdicts.some(({ reply }) => reply) && labels.reply,
  ].filter((label) => typeof label === "string");
  return missing.length > 0 ? [style.field(labels.needed, missing.join(", "))] : [];
}

/** @param {[string, string | undefined][]} all @param {Style} style */
function fields(all, style) {
  return all.flatMap(([label, value]) => (value ? [style.field(label, value)] : []));
}
