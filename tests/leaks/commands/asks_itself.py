# A program that asks for its own leaks: under the command the answers have lines.
import ouropy


class Session:
    pass


class Pool:
    sessions = []


def open_session():
    session = Session()
    session.itself = session
    Pool.sessions.append(Session())


open_session()
print(ouropy.leaks())
print(ouropy.why_alive(Pool.sessions[0]))
