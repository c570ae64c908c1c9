/**
 * Explains why an e-mail bounced.
 *
 * Lists of words are open (`… | (string & {})`): a later version may know more. What is absent is left out, never null.
 * Durations are in seconds and say so. `start` and `end` count UTF-16 code units, so `text.slice(start, end)` is right.
 */

type Open<Word extends string> = Word | (string & {});

/**
 * Text, the bytes of a file, an error or a result of a mailer (nodemailer, emailjs, AWS SDK; also a plain socket, DNS or TLS
 * error), or the body of a webhook, alone or in an array. JSON may also be given as text.
 */
export type Input = string | Uint8Array | MailerError | MailerInfo | WebhookEvent;

/** What is read of an error of a mailer; everything is optional, because versions and libraries differ. */
export interface MailerError {
  message: string;
  name?: string;
  code?: string | number;
  /** The reply of the server, its lines joined by "\n". */
  response?: string;
  responseCode?: number;
  command?: string;
  recipient?: string;
  /** One error for each recipient that was refused. They count more than the error itself. */
  rejectedErrors?: MailerError[];
}

/** What is read of the result of sending. With some recipients refused the outcome is `partial`. */
export interface MailerInfo {
  accepted?: readonly (string | { address: string })[];
  rejected?: readonly (string | { address: string })[];
  rejectedErrors?: readonly MailerError[];
  response?: string;
  messageId?: string;
}

/** The body of a webhook: SES (also in SNS, SQS and EventBridge), SendGrid, Mailgun, Postmark and others. */
export type WebhookEvent = { readonly [field: string]: unknown } | readonly { readonly [field: string]: unknown }[];

/** The kind of thing that was handed in. */
export type Form = Open<
  | "code" | "reply" | "session" | "log" | "dsn" | "notice" | "webhook" | "mailer-error" | "complaint" | "auto-reply"
  | "not-a-bounce" | "unknown"
>;

/** What the input as a whole reports. `accepted` means taken over by the next server, which is no proof of delivery. */
export type Outcome = Open<
  "failed" | "delayed" | "accepted" | "delivered" | "partial" | "complaint" | "auto-reply" | "not-a-bounce" | "unknown"
>;

/** What a report, a log or a service says has become of a message; with `delayed` the reporter goes on trying. */
export type Event = Open<
  | "failed" | "delayed" | "delivered" | "relayed" | "expanded" | "accepted" | "complaint" | "auto-reply" | "other"
>;

/** What the server said about trying again. It is not the same as what to do: see {@link Action}. */
export type Permanence = Open<"permanent" | "temporary" | "success" | "unknown">;

/** What causes have in common. */
export type Family = Open<
  "recipient" | "routing" | "connection" | "server" | "volume" | "reputation" | "identity" | "message" | "outcome"
>;

/** What the fault sticks to. Only `address` and `domain` are about the recipient; the others never justify removing an address. */
export type Scope = Open<
  | "address" | "domain" | "message" | "sender-ip" | "sender-domain" | "sender-account" | "server" | "connection" | "none"
  | "unknown"
>;

/** Who has to act. `nobody` means that waiting is enough. */
export type Actor = Open<"nobody" | "sender" | "sender-admin" | "recipient" | "recipient-admin">;

/**
 * What a mailer does next: nothing; wait, another server is still trying; retry the same message; retry more slowly; fix something
 * and send again; pause all sending of this IP address, domain or account; suppress this address; have a person look at it.
 */
export type Action = Open<"none" | "wait" | "retry" | "slow-down" | "fix" | "pause" | "suppress" | "review">;

/** What a cause rests on, strongest first. */
export type Basis = Open<"report" | "provider-phrase" | "phrase" | "enhanced-code" | "reply-code" | "class" | "none">;

/** How sure the cause is. In words, because a made-up percentage is a lie. */
export type Certainty = Open<"sure" | "likely" | "guess">;

/** Whom a step is written for. */
export type Audience = Open<"person" | "admin" | "mailer">;

/** The point of the SMTP dialogue at which the reply came. */
export type Phase = Open<
  | "dns" | "connect" | "greeting" | "ehlo" | "tls" | "auth" | "mail" | "rcpt" | "data" | "end-of-data" | "after-acceptance"
>;

/** What a marked part of the input is. Digits and parts of a code lie within the code's own token. */
export type TokenKind = Open<
  | "reply-code" | "reply-digit" | "enhanced-code" | "enhanced-part" | "recipient" | "sender" | "address" | "ip" | "host"
  | "domain" | "url" | "queue-id" | "blocklist" | "limit" | "delay" | "check" | "wrapper" | "command" | "phrase" | "field"
  | "date" | "message-id"
>;

/** What to know about a reading that did not go smoothly. */
export type WarningKind = Open<
  | "mixed-codes" | "class-mismatch" | "out-of-range" | "unusual-second-digit" | "incomplete" | "missing-code" | "not-a-code"
  | "damaged" | "cut" | "bad-encoding" | "empty" | "not-understood"
>;

/** Between which two statements of the input there is a disagreement. */
export type ConflictKind = Open<
  "text-against-enhanced-code" | "text-against-reply-code" | "enhanced-code-against-reply-code"
>;

/** Who stands behind a meaning of a code. */
export type CodeStatus = Open<"standard" | "registered" | "provider" | "historic" | "nonstandard">;

/** What sort of mail system a provider is. */
export type ProviderKind = Open<
  "mailbox provider" | "filter" | "mail server" | "sending service" | "block list" | "mailer"
>;

/** Why a message was not delivered. The ids are stable: they are part of the API. */
export type Cause = Open<
  | "user-unknown" | "address-invalid" | "mailbox-moved" | "mailbox-disabled" | "mailbox-full" | "recipient-restricted"
  | "sender-blocked" | "challenge-response" | "domain-not-found" | "no-mail-service" | "relay-denied" | "mail-loop"
  | "dns-failure" | "connection-failed" | "tls-failed" | "tls-required" | "delivery-expired" | "server-unavailable"
  | "server-error" | "server-full" | "server-misconfigured" | "greylisted" | "rate-limited" | "too-many-connections"
  | "recipient-rate-limited" | "too-many-recipients" | "sending-limit" | "ip-blocklisted" | "ip-blocked"
  | "domain-blocklisted" | "url-blocklisted" | "low-reputation" | "account-blocked" | "spf-failed" | "dkim-failed"
  | "dmarc-failed" | "sender-unauthenticated" | "reverse-dns" | "bad-helo" | "sender-invalid" | "sender-not-permitted"
  | "smtp-auth-failed" | "smtp-auth-required" | "spam-content" | "malware" | "attachment-blocked" | "message-too-large"
  | "malformed-message" | "feature-unsupported" | "policy-rejected" | "protocol-error" | "delivered" | "accepted" | "delayed"
  | "suppressed" | "complaint" | "auto-reply" | "unknown"
>;

/** A place in the input, in UTF-16 code units. */
export interface Span {
  /** The first unit. */
  start: number;
  /** The unit after the last one. */
  end: number;
  /** Which text: absent for the input, else an index into `pieces`, counted from 1. */
  piece?: number;
}

/** What a server answered. */
export interface Reply extends Span {
  /** The reply code, such as 550. */
  code?: number;
  /** The enhanced code, such as "5.7.26". */
  enhanced?: string;
  /** The words without the codes; lines are joined by "\n". */
  text: string;
  /** The point of the dialogue at which it came. */
  phase?: Phase;
  /** Index of the reply in which another server quotes this one (only in `parse`'s list). */
  quotedIn?: number;
}

/** The server at the other end. */
export interface Remote {
  host?: string;
  ip?: string;
}

/** What is known of the delivery to one recipient. */
export interface Delivery {
  recipient?: string;
  originalRecipient?: string;
  /** Index of the reply that decided, in `replies`. */
  reply?: number;
  remote?: Remote;
  /** What is reported to have become of it. */
  event?: Event;
  /** When the last attempt was made, as ISO 8601. */
  lastAttempt?: string;
  /** Until when the reporter goes on trying, as ISO 8601. */
  retryUntil?: string;
}

/** What is known of the message that was not delivered. */
export interface MessageFacts {
  /** Its Message-ID, without the angle brackets. */
  messageId?: string;
  subject?: string;
  /** The address that it was sent from. */
  from?: string;
  /** When the reporting server got it, as ISO 8601. */
  arrival?: string;
  /** The server or service that reports. */
  reportingServer?: string;
  /** The id under which the reporting server queued or logged it. */
  queueId?: string;
}

/** The result of an authentication check, as the input states it. */
export interface Check extends Span {
  name: Open<"spf" | "dkim" | "dmarc" | "arc" | "ptr" | "tls">;
  /** `none`: there was nothing to check. */
  result: Open<"pass" | "fail" | "none" | "error">;
  domain?: string;
  ip?: string;
}

/** A part of the input that has a meaning. */
export interface Token extends Span {
  kind: TokenKind;
  /** The part in its plain form: an address without `<>`, a limit as `bytes:36700160`, a delay in seconds (`300`). */
  value: string;
}

/** A part of the input, with its meaning. */
export interface ExplainedToken extends Token {
  /** What it is, in a few words. */
  title: string;
  /** What it means, in a sentence. */
  note?: string;
}

/** Something that did not go smoothly, with its place if it has one. */
export interface Warning extends Partial<Span> {
  kind: WarningKind;
}

/** A warning, with its meaning in a sentence. */
export interface ExplainedWarning extends Warning {
  note: string;
}

/** What the input says, without an opinion. */
export interface Parsed {
  form: Form;
  source?: string;
  replies: Reply[];
  deliveries: Delivery[];
  message?: MessageFacts;
  checks: Check[];
  tokens: Token[];
  warnings: Warning[];
  /** Texts that had to be decoded first, which `piece` of a span counts from 1. */
  pieces?: string[];
  /** For an object the text that spans count in: the object as JSON. Absent for text and bytes. */
  input?: string;
}

/** Answers to the questions that everyone asks first, as sentences. */
export interface Wording {
  /** "Not delivered yet, may work later" */
  outcome: string;
  /** Whose side: "Whoever runs your e-mail" */
  actor: string;
  /** Will sending again help? */
  resend: string;
  /** How sure, and why. */
  certainty: string;
  /** At which point: "while naming the recipient (RCPT TO)" */
  phase?: string;
}

/** Whose server or filter answered. */
export interface Provider {
  id: string;
  name: string;
  kind: ProviderKind;
  /** Its page for people who send mail to it. */
  url?: string;
  /** Its form for help or for being taken off a block. */
  helpUrl?: string;
}

/** The public block list that the reply names. */
export interface Blocklist {
  id: string;
  name: string;
  /** Where to look up and to ask for removal, filled in where possible. */
  url?: string;
  /** Present and true for a list that has shut down: a listing there is the receiver's mistake. */
  closed?: true;
  note: string;
}

/** One thing to do. */
export interface Step {
  for: Audience;
  text: string;
  /** A page that helps. It comes from the knowledge base, never from the input. */
  url?: string;
}

/** Words of the input that decided. */
export interface Evidence extends Span {
  says: string;
}

/** Where the input disagrees with itself. */
export interface Conflict {
  kind: ConflictKind;
  note: string;
}

/** Another cause that the input leaves open. */
export interface Alternative {
  cause: Cause;
  title: string;
  certainty: Certainty;
}

/** What people often read elsewhere, and what is right. */
export interface Misreading {
  claim: string;
  answer: string;
  url?: string;
}

/** Where something is written. */
export interface Source {
  title: string;
  url?: string;
}

/** What happened to one recipient. */
export interface Verdict {
  recipient?: string;
  originalRecipient?: string;
  reply?: Reply;
  phase?: Phase;
  remote?: Remote;
  /** When the last attempt was made, as ISO 8601. */
  lastAttempt?: string;
  /** Until when another server goes on trying, as ISO 8601. */
  retryUntil?: string;
  permanence: Permanence;
  cause: Cause;
  family: Family;
  scope: Scope;
  actor: Actor;
  action: Action;
  /** How long to wait before the next try; only with `retry`, `slow-down` and `pause`. 0 means at once. */
  retryAfterSeconds?: number;
  basis: Basis;
  certainty: Certainty;
  /** The entry of the knowledge base, such as "google/unauthenticated-sender". */
  entry?: string;
  /** The reply code whose usual words these are, where the input has none. */
  standardCode?: number;
  provider?: Provider;
  blocklist?: Blocklist;
  /** What happened, in one line. */
  title: string;
  /** What happened, in one to three sentences. */
  summary: string;
  wording: Wording;
  /** What to do: for the person, then for the administrator, then for the developer. */
  steps: Step[];
  /** Results of SPF, DKIM, DMARC and other checks that the reply names. */
  checks?: Check[];
  evidence: Evidence[];
  conflicts: Conflict[];
  alternatives: Alternative[];
  misreadings?: Misreading[];
  /** Ids of guide topics that help, for `lookup`. */
  topics?: string[];
  sources: Source[];
}

/** What an input means. Plain JSON. */
export interface Explanation {
  schema: 1;
  form: Form;
  source?: string;
  outcome: Outcome;
  /** One for each recipient, in the input's order, and at least one. */
  verdicts: [Verdict, ...Verdict[]];
  /** Sorted by place; tokens overlap only by lying within one another. */
  tokens: ExplainedToken[];
  message?: MessageFacts;
  warnings: ExplainedWarning[];
  /** Texts that had to be decoded first, which `piece` of a span counts from 1. */
  pieces?: string[];
  /** For an object the text that spans count in: the object as JSON. Absent for text and bytes. */
  input?: string;
  knowledge: { version: string; entries: number };
}

/** The meaning of a code or of a guide topic. */
export interface CodeMeaning {
  kind: Open<"reply-code" | "enhanced-code" | "class" | "category" | "topic">;
  /** The code in its plain form, or the id of the topic. */
  id: string;
  title: string;
  summary: string;
  /** Further paragraphs of a topic. */
  body?: string[];
  /** The cause that the code alone makes likely. */
  cause?: Cause;
  /** Causes that the code leaves open, likeliest first. */
  alternatives?: Cause[];
  /** The digits or parts of the code, first to last. */
  parts?: Part[];
  /** Official and observed uses. */
  meanings?: Meaning[];
  misreadings?: Misreading[];
  sources?: Source[];
}

/** One digit of a reply code, or one part of an enhanced code. */
export interface Part {
  value: string;
  title: string;
  note: string;
}

/** One official or observed use of a code. */
export interface Meaning {
  text: string;
  /** What it means, where the code's own summary does not say it. */
  note?: string;
  status: CodeStatus;
  source: string;
  url?: string;
  commands?: string;
  /** The name of the provider whose meaning it is. */
  provider?: string;
}

/** Reads what the input says: codes, texts, recipients, limits. No opinion. Throws a `TypeError` for a wrong type only. */
export function parse(input: Input): Parsed;

/** Says what happened, whose job it is to fix it, and what to do next. Throws a `TypeError` for a wrong type only. */
export function explain(input: Input): Explanation;

/** Explains several inputs, in their order. */
export function explainAll(inputs: Iterable<Input>): Explanation[];

/** The meaning of "550", "5.7.26", "5xx", "x.7.x", "port 465", "sending limits" …; `undefined` for anything else. */
export function lookup(codeOrTopic: string): CodeMeaning | undefined;

/** The version of the package. */
export function version(): string;

/**
 * Compiles the WebAssembly code without holding up the page, so that the first call is as fast as the others. No call needs it.
 */
export function ready(): Promise<void>;

/**
 * How long a mailer waits before the next try, in seconds; `null` when it must not try again by itself.
 *
 * The wait is never shorter than what the server asked for or the cause needs (`retryAfterSeconds`); the upper bound doubles
 * with each attempt, up to an hour (`slow-down` 4 hours, a full mailbox a day), and the wait is drawn between the two. After
 * five days of waiting the answer is `null`.
 *
 * `pause` with a delay (a sending limit) holds up everything that this account sends, not only this message.
 *
 * @param attempt How many attempts have failed, this one included: 1 after the first.
 * @example
 * const seconds = retryDelay(verdict, job.attemptsMade);
 * if (seconds === null) giveUp(verdict); else retryIn(seconds * 1000);
 */
export function retryDelay(verdict: Verdict, attempt: number, options?: RetryOptions): number | null;

export interface RetryOptions {
  /** A number from 0 to below 1, as `Math.random` gives it; a fixed one makes the answer the same each time. */
  random?: () => number;
  /** When the waits add up to this, it is enough; 432000 (five days) by default. */
  giveUpAfterSeconds?: number;
}

/**
 * Whether an address is left out from now on. Only a reply that is sure and is about the recipient suppresses at once; a full
 * or a closed mailbox does so at the third failure within 14 days (each at least a day after the one before), for 90 days. A
 * fault of the sender's side never does. A complaint does at once.
 *
 * @param history Earlier failures of the same address. Without it each failure is the first one.
 */
export function suppression(verdict: Verdict, history?: FailureHistory): Suppression;

/** What is known of an address; instants are ISO 8601. */
export interface FailureHistory {
  /** When the failure that is asked about happened. */
  now: string;
  /** Failures before it. Those whose `scope` is given and is not the recipient's do not count. */
  failures?: readonly { at: string; scope?: Scope }[];
  /** The last delivery: failures before it do not count. */
  delivered?: string;
}

export interface Suppression {
  /** `watch`: keep the address and note the failure for the history. */
  action: Open<"none" | "watch" | "suppress">;
  /** Why, in a word. */
  reason: Open<"dead" | "complaint" | "suppressed" | "repeated" | "watch" | "unsure" | "elsewhere">;
  /** Why, in a sentence. */
  note: string;
  /** Until when the address is left out, as ISO 8601; absent means until somebody knows better. */
  until?: string;
}

/**
 * Refuses to let a batch suppress addresses when one cause of the sender's side makes up half of its failures or more (and
 * three at least): replies of such a time are bad witnesses.
 *
 * @example
 * const guard = suppressionGuard(verdicts);
 * if (!guard.allowed) alarm(`${guard.cause}: ${guard.note}`);
 */
export function suppressionGuard(verdicts: Iterable<Verdict>): SuppressionGuard;

export interface SuppressionGuard {
  allowed: boolean;
  /** The most frequent cause of the sender's side, if there is one. */
  cause?: Cause;
  /** How many of the failures have it. */
  count?: number;
  /** The same as a share of all failures, from 0 to 1. */
  share?: number;
  /** What that means, in a sentence. */
  note: string;
}

/**
 * Puts placeholders in place of addresses, IP addresses, ids of messages and queues, and subjects: `address-1@redacted.invalid`,
 * `ip-1`, `id-1`, `subject-1`. Within one call the same value has the same placeholder. Names of servers and domains that
 * stand alone are kept, because the explanation needs them; so are web addresses, but for e-mail and IP addresses in them.
 *
 * Of an explanation the whole texts (`pieces`, `input`) are left out; its places count in the text before it was redacted.
 */
export function redact<T extends string | Explanation | Parsed | Verdict>(given: T): T;

/**
 * The explanation as a text for a ticket, with what a help desk asks for: outcome, cause, whose side, codes, the reply, servers,
 * ids, steps, and what is still needed. Values of the reply never become links or markup.
 */
export function toTicket(explanation: Explanation, options?: { format?: "text" | "markdown" }): string;
