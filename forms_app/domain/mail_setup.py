"""What stands between this site and mail that arrives, in words that help."""

from forms_app.domain.outbox import CONNECT, MESSAGE, RECIPIENT, SENDER, SIGN_IN, TLS, UNFIT, Undelivered
from forms_app.domain.sentences import N_, Sentence

OFF_NO_SERVER = N_("No mail server is set, so nothing is sent.")
OFF_NOT_TRIED = N_("No test message was sent yet with these settings. Until one is, nothing else is sent.")

ADVICE = {
    CONNECT: N_(
        "Check the name of the server and the port (FORMS_MAIL_HOST, FORMS_MAIL_PORT), and whether this machine may "
        "reach it: many providers block port 25."
    ),
    TLS: N_(
        "Check that the way of encryption fits the port (FORMS_MAIL_TLS: starttls with port 587, tls with port 465) "
        "and that the server's certificate is valid for this name."
    ),
    SIGN_IN: N_(
        "Check FORMS_MAIL_USER and the content of FORMS_MAIL_PASSWORD_FILE. Some providers want a password of its own "
        "for programs."
    ),
    SENDER: N_(
        "Use an address as FORMS_MAIL_SENDER that your provider lets you send with; often it must be of your own "
        "domain, or the one you sign in with."
    ),
    RECIPIENT: N_("The server took the sender and refuses the address of this account. Check it, or relaying."),
    UNFIT: N_("Use an address of letters from a to z, digits and signs for this account."),
    MESSAGE: N_("The server took the addresses and refuses what was written. Its answer says why."),
}


def advice(error: Undelivered) -> Sentence:
    return Sentence(ADVICE[error.step])
