# Names beyond ASCII, normalised; keywords by their plain spelling only.
é = größe = 变量 = имя = ñ_1 = 1
ﬁn = 2
ｗｉｄｔｈ = 3
µ = 4
aé = bÿ1 = c变 = 5
𝐝𝐞𝐟 = 6
𝕏 = x.é.ü(ö=1)
False_ = None1 = True; iff = elsé = None
f = r = b = u = br = rb = fr = rf = bu = 1
print(f, r, b, u, br, f.r, rb[f], fr (1), bu)
