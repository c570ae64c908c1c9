// The explanation as plain text, to paste into a ticket.
import { READERS } from "./words.js";

/**
 * @param {import("../pkg-config/index.js").Explanation} explanation
 * @param {string} input
 */
export function ticketText(explanation, input) {
  const blocks = explanation.verdicts.map((verdict) => {
    const reply = verdict.reply;
    const lines = [
      `Outcome: ${verdict.wording.outcome}`,
      `Cause: ${verdict.title} (${verdict.cause})`,
      verdict.summary,
      `Whose side: ${verdict.wording.actor}`,
      `Send again: ${verdict.wording.resend}`,
      `How sure: ${verdict.wording.certainty}`,
    ];
    if (verdict.recipient) lines.push(`Recipient: ${verdict.recipient}`);
    if (verdict.remote?.host) lines.push(`Server: ${verdict.remote.host} ${verdict.remote.ip ?? ""}`.trim());
    if (reply) lines.push(`Codes: ${[reply.code, reply.enhanced].filter(Boolean).join(" ") || "none"}`);
    for (const [reader, label] of READERS) {
      const own = verdict.steps.filter((step) => step.for === reader);
      lines.push("", `${label}:`, ...own.map((step, at) => `${at + 1}. ${step.text}${step.url ? ` ${step.url}` : ""}`));
    }
    return lines.join("\n");
  });
  return `${blocks.join("\n\n")}\n\nOriginal text:\n${input.slice(0, 10_000)}\n\nExplained by whybounced ${explanation.knowledge.version}\n`;
}
