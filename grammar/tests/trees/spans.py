# Columns count bytes; parentheses do not belong to an expression; a semicolon belongs to the block.
é = 'ß' + ñ.ö
变量 = f(变量, 名=变量)
𝐱 = ﬁ
( a ) + ( b )
( a + b ) . c
( a ) ( b )
( a ) [ b ]
( a ) < ( b )
( a ) and ( b )
( a ) if ( b ) else ( c )
( a ) , ( b )
not ( a )
- ( a )
* ( a ) , b
( a ) = ( b )
( a ) : ( b ) = ( c )
f ( * ( a ) , ** ( b ) , c = ( d ) )
lambda a = ( b ) : ( c )
[ ( a ) for ( b ) in ( c ) if ( d ) ]
a [ ( b ) : ( c ) : ( d ) ]
(
    a
    +
    b
)
a = \
    b
if a : b ;
if a:
    b ;
else : c ; d ;
def f ( a : ( b ) = ( c ) , * d : ( e ) ) -> ( f ) : g ;
class C ( ( a ) , b = ( c ) ) : d
with ( a ) as ( b ) , ( c ) : d
for ( a ) in ( b ) : c
while ( a ) : b
try : a ;
except ( a ) as b : c ;
else : d
finally : e ;
raise ( a ) from ( b )
assert ( a ) , ( b )
del ( a ) , ( b )
return_ = ( yield_ )
import a . b as c , d
from . a import ( b as c , d )
@ ( a )
def f ( ) : pass
match ( a ) :
    case ( b ) | ( c ) as d if ( e ) : f ;
    case [ ( a ) , * b ] : g
    case C ( ( a ) , b = ( c ) ) : h
type X [ T : ( a ) = ( b ) ] = ( c )
