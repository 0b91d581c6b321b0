"""Tells a night to whom it concerns; a server that fails is a value here, never an error."""

from collections.abc import Iterable

from graph.sending.mailing import Postbox
from graph.sending.messages import Mail, Message, Outgoing, Post, messages_of
from graph.sending.patience import Clock, Patience
from graph.sending.posting import Hook
from graph.sending.sent import Sent
from graph.sending.settings import Settings


def deliver(settings: Settings, outgoing: Outgoing, clock: Clock | None = None) -> list[Sent]:
    """Send what a night has to say, and return what became of it, receiver by receiver."""
    return send_all(messages_of(outgoing, settings), settings, clock)


def send_all(
    messages: Iterable[Message], settings: Settings, clock: Clock | None = None
) -> list[Sent]:
    """Send messages, the mails first; never raises for a server.

    `clock` is what measures time and lets it pass between two tries.
    """
    every, clock = list(messages), clock or Clock()
    mails = [one for one in every if isinstance(one, Mail)]
    posts = [one for one in every if isinstance(one, Post)]
    return [*_mailed(mails, settings, clock), *_posted(posts, settings, clock)]


def _mailed(mails: list[Mail], settings: Settings, clock: Clock) -> list[Sent]:
    if settings.smtp is None:
        reason = "the settings name no mail server"
        return [
            Sent(about=one.about, receiver=to, failure=reason) for one in mails for to in one.to
        ]
    with Postbox(settings.smtp, Patience(clock)) as postbox:
        return [sent for mail in mails for sent in postbox.send(mail)]


def _posted(posts: list[Post], settings: Settings, clock: Clock) -> list[Sent]:
    hooks: dict[str, Hook] = {}
    sent = []
    for post in posts:
        if post.webhook not in hooks:
            hooks[post.webhook] = Hook(settings.webhooks[post.webhook], Patience(clock))
        sent.append(hooks[post.webhook].send(post))
    return sent
