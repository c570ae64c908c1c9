// What is handed in.

/**
 * Text, the bytes of a file, an error or a result of a mailer (nodemailer, emailjs, AWS SDK; also a plain socket, DNS or TLS
 * error), or the body of a webhook, alone or in an array. JSON may also be given as text.
 *
 * No content is refused. What comes after 64 MiB of UTF-8, or after some thousands of recipients or parts, is not read; bytes
 * that are no UTF-8 are replaced, unless they are of a mail that names their charset. `warnings` say so.
 */
export type Input = string | Uint8Array | MailerError | MailerInfo | WebhookEvent;

/** What is read of an error of a mailer; everything is optional, because versions and libraries differ. */
export interface MailerError {
  /** What the error says, often with the reply in it. */
  message: string;
  /** The error's class. */
  name?: string;
  /** The library's own code ("EENVELOPE") or the system's ("ECONNREFUSED"). */
  code?: string | number;
  /** The reply of the server, its lines joined by "\n". */
  response?: string;
  /** The reply code. */
  responseCode?: number;
  /** The SMTP command that was answered: "RCPT TO", "DATA", or "CONN" before the first one. */
  command?: string;
  /** Whom the reply is about. */
  recipient?: string;
  /** One error for each recipient that was refused. They count more than the error itself. */
  rejectedErrors?: MailerError[];
  /** The error that this one was made from. It is read where this one has no reply of its own. */
  cause?: unknown;
}

/** What is read of the result of sending. With some recipients refused the outcome is `partial`. */
export interface MailerInfo {
  /** Recipients whom the next server took over. */
  accepted?: readonly (string | { address: string })[];
  /** Recipients whom it refused. */
  rejected?: readonly (string | { address: string })[];
  /** One error for each of those. */
  rejectedErrors?: readonly MailerError[];
  /** The last reply of the server. */
  response?: string;
  /** The Message-ID, with or without its angle brackets. */
  messageId?: string;
}

/** The body of a webhook: SES (also in SNS, SQS and EventBridge), SendGrid, Mailgun, Postmark and others. */
export type WebhookEvent = { readonly [field: string]: unknown } | readonly { readonly [field: string]: unknown }[];
