// The lists of words that answers are made of. Those of the core are the same; a test compares them.

/** A list of words that a later version may lengthen. */
export type Open<Word extends string> = Word | (string & {});

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
  | "failed" | "delayed" | "delivered" | "relayed" | "expanded" | "accepted" | "complaint" | "auto-reply" | "unsubscribed" | "other"
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
