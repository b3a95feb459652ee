# What n and the iterable of nlargest and nsmallest may be.
import heapq
def P(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__,e)
for f in (heapq.nlargest,heapq.nsmallest):
    for n in ('a',None,1.5,-1,0,1,2,True,[],'1'):
        for it in ([1],[3,1,2],[],iter([3,1,2]),5,'ab',(x for x in [1,2])):
            P(lambda: f(n,it)); 
            P(lambda: f(n,it,key=lambda x:-x if isinstance(x,int) else x))
