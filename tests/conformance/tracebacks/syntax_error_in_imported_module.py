print("importing")
import _syntax_broken
