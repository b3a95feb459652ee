# Binary search and heaps as CPython's C has them.
import _bisect,_heapq
class S:
    def __getitem__(self,i): return i
    def __len__(self): return 10
    def insert(self,i,x): print('insert',i,x); return 5
class N: pass
class L(list):
    def insert(self,i,x): print('L.insert',i,x); return 5
def show(*functions):
    for function in functions:
        try:
            print(function())
        except Exception as error:
            print(type(error).__name__, error)


b=_bisect
show(lambda:b.bisect_right([1,2,3],2), lambda:b.bisect_right([1],2,-1), lambda:b.bisect_left(N(),1),lambda:b.bisect_left({},1), lambda:b.bisect_left({1:2},1),lambda:b.bisect_left(S(),4), lambda:b.insort_left(S(),4), lambda:b.insort_right(L([1]),1), lambda:b.insort(L(),1), lambda:b.bisect_right([1,2],'a'), lambda:b.bisect_right([1,2,3],2,0,5), lambda:b.bisect_right([1,2,3],2,0,-1), lambda:b.bisect_right([1,2,3],2,0,None), lambda:b.bisect_right([1,2,3],2,0,-5), lambda:b.bisect_right([1,2,3],2,hi=2,key=lambda x:-x), lambda:b.bisect_right(5,2), lambda:b.insort_right((1,),2), lambda:b.insort_right([3],2,key=5), lambda:b.bisect_right([1],2,'a'), lambda:b.bisect_right([1],2,0,'a'), lambda:b.bisect_right(), lambda:b.bisect_right(a=[1],x=1), lambda:b.insort_right(N(),1,0,0), lambda:b.bisect_left(N(),1,0,0), lambda:b.bisect_left('abc','b'), lambda:b.insort_left([1,3],2,key=lambda x:x))
h=_heapq
show(lambda:h.heappush((),1), lambda:h.heappop([]), lambda:h.heapreplace([],1), lambda:h.heappushpop([],1), lambda:h.heappop(5), lambda:h.heapify((1,)), lambda:h.heappush([1],'a'), lambda:h.heappush(1), lambda:h.heapify(heap=[]), lambda:h.heappop_max([]), lambda:h.heapreplace_max([],1), lambda:h.heapify_max(()), lambda:h.heappushpop_max([],4), lambda:h.heappushpop_max((),4))
class E:
    def __init__(s,l): s.l=l
    def __lt__(s,o): s.l.clear(); return True
    def __repr__(s): return 'E'
l=[]
for i in range(8): l.append(E(l))
show(lambda:h.heappop(l), lambda:l)
l[:]=[E(l) for i in range(8)]
show(lambda:h.heapify(l), lambda:h.heappush(l,E(l)), lambda:h.heappush(l,E(l)),lambda:l)
l[:]=[E(l) for i in range(8)]
show(lambda:h.heapreplace(l,E(l)),lambda:l)
l[:]=[E(l) for i in range(8)]
show(lambda:h.heappushpop(l,E(l)),lambda:l)
print(type(h.__about__).__name__, h.__doc__[:50])
