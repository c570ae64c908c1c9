// The labels of the page. Sentences about bounces come with the explanation.

/** @type {Record<string, { sign: string, tone: string }>} */
export const OUTCOMES = {
  failed: { sign: "✕", tone: "bad" },
  partial: { sign: "◐", tone: "warn" },
  delayed: { sign: "◷", tone: "warn" },
  complaint: { sign: "!", tone: "bad" },
  accepted: { sign: "✓", tone: "good" },
  delivered: { sign: "✓", tone: "good" },
  "auto-reply": { sign: "↩", tone: "calm" },
  "not-a-bounce": { sign: "✓", tone: "calm" },
  unknown: { sign: "?", tone: "calm" },
};

export const READERS = /** @type {const} */ ([
  ["person", "For me"],
  ["admin", "For a mail admin"],
  ["mailer", "For a developer"],
]);

/** @type {Record<string, string>} */
export const CHECK_RESULTS = { pass: "passed", fail: "failed", none: "nothing to check", error: "could not be checked" };

/** @type {Record<string, string>} */
export const STATUSES = {
  standard: "standard", registered: "in the registry", provider: "this provider's", historic: "historic", nonstandard: "not standard",
};

export const LABELS = {
  side: "Whose side?",
  resend: "Send again?",
  certainty: "How sure?",
  checks: "What the server checked",
  steps: "What to do",
  marked: "Your text, explained",
  decoded: "A part of it, decoded",
  markedHint: "Point at or tap a marked part to read its meaning. With keys: Tab, then the arrows.",
  cut: "Only the first part of this long text is shown and marked.",
  alternatives: "It may also be",
  misreadings: "What people often read elsewhere",
  topics: "Good to know",
  sources: "Where this is written",
  notes: "Worth noting",
  meanings: "Uses of this code",
  anatomy: "Digit by digit",
  copyTicket: "Copy as ticket text",
  copyLink: "Copy link",
  linkHint: "The link holds the text itself, with addresses and ids replaced.",
  copied: "Copied",
  copyFailed: "Copy it by hand",
  tooLong: "Too long for a link",
  original: "Original text",
  recipients: "{count} recipients",
  addresses: "Their addresses",
  anyRecipient: "the recipient's address",
  anyDomain: "the recipient's domain",
  cutCards: "Only the first 50 kinds of answers are shown.",
  empty: "The answer appears here while you type.",
  unreadable: "This file could not be read.",
  broken: "This page could not explain the text. It needs WebAssembly, which some browsers switch off (Lockdown Mode, for example); allow it for this page, or use another browser.",
};
