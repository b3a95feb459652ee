# Text of ASCII for bytes, there and back, and what is refused.
import binascii as b
def show(*functions):
    for function in functions:
        try:
            print(function())
        except Exception as error:
            print(type(error).__name__, error)


show(lambda:b.a2b_hex('61'), lambda:b.a2b_hex(b'6'), lambda:b.a2b_hex('6g'), lambda:b.a2b_hex('é1'), lambda:b.a2b_hex(5), lambda:b.unhexlify('AbcD'), lambda:b.hexlify(b'ab'), lambda:b.hexlify(b'abcd',':'), lambda:b.hexlify(b'abcde','-',2), lambda:b.hexlify(b'abcde','-',-2), lambda:b.hexlify(b'abc','ab'), lambda:b.hexlify(b'abc','é'), lambda:b.hexlify('a'), lambda:b.hexlify(b'abc',b''), lambda:b.hexlify(b'abc',5), lambda:b.hexlify(data=b'a',sep='_',bytes_per_sep=1), lambda:b.hexlify(b'abc',':',0))
show(lambda:b.crc32(b'abc'), lambda:b.crc32(b'abc',5), lambda:b.crc32(b'abc',-1), lambda:b.crc32(b'abc',1<<40), lambda:b.crc32('a'), lambda:b.crc_hqx(b'abc',0), lambda:b.crc_hqx(b'abc',-1), lambda:b.crc_hqx(b'abc'), lambda:b.crc32(b'',7),lambda:b.crc32(b'a','x'))
show(lambda:b.b2a_base64(b'abc'), lambda:b.b2a_base64(b'abcd',newline=False), lambda:b.b2a_base64(b''), lambda:b.a2b_base64('YWJj'), lambda:b.a2b_base64(b'YWJjZA=='), lambda:b.a2b_base64('YWJjZA='), lambda:b.a2b_base64('YWJjZ'), lambda:b.a2b_base64('Y W\nJ!j'), lambda:b.a2b_base64('Y'), lambda:b.a2b_base64('YWJjZA==x'), lambda:b.a2b_base64('YW=Jj'), lambda:b.a2b_base64('=YWJj'), lambda:b.a2b_base64('YW==Jj'), lambda:b.a2b_base64('YWJj='), lambda:b.a2b_base64('YWJjZA==YWJj'), lambda:b.a2b_base64(''), lambda:b.a2b_base64('é'), lambda:b.a2b_base64('YWJ=='))
S=lambda x: (lambda:b.a2b_base64(x,strict_mode=True))
show(*map(S,['YWJj','YWJjZA==','YWJjZA=','YWJjZ','YW Jj','=YWJj','YW=Jj','YWJj=','YWJjZA==\n','YWJjZA==YWJj','YWJjZA===','','Y','YW!Jj','YWJjZA','YWJjZAA','====','YWJj====','YW=J','YW==','\n']))
show(lambda:b.b2a_uu(b'abc'), lambda:b.b2a_uu(b''), lambda:b.b2a_uu(b'x'*46), lambda:b.b2a_uu(b'\0\0ab',backtick=True), lambda:b.b2a_uu(b'\0\0ab'), lambda:b.a2b_uu('#86)C\n'), lambda:b.a2b_uu(b'#86)C'), lambda:b.a2b_uu(''), lambda:b.a2b_uu('#86'), lambda:b.a2b_uu('#86)Cx'), lambda:b.a2b_uu('#86)C \n'), lambda:b.a2b_uu('#86)\x7f'), lambda:b.a2b_uu('\x7f'), lambda:b.a2b_uu('`\n'), lambda:b.a2b_uu('!```'), lambda:b.a2b_uu(' '), lambda:b.a2b_uu('$86)C'))
show(lambda:b.b2a_qp(b'a=b\n'), lambda:b.b2a_qp(b'x'*80), lambda:b.b2a_qp(b'a b \n'), lambda:b.b2a_qp(b'a b_',header=True), lambda:b.b2a_qp(b'\xff\t\r\n'), lambda:b.b2a_qp(b'a\tb\t',quotetabs=True), lambda:b.b2a_qp(b'a\nb\r\n',istext=False), lambda:b.b2a_qp(b'.\n'), lambda:b.b2a_qp(b'a\n.\nb'), lambda:b.b2a_qp(b'From x'), lambda:b.b2a_qp(b'\0'), lambda:b.b2a_qp(b' '), lambda:b.b2a_qp(b'a'*75+b' \n'), lambda:b.b2a_qp(b'a'*73+b'==\n'), lambda:b.b2a_qp('a'), lambda:b.a2b_qp('a=3Db=\nc'), lambda:b.a2b_qp(b'a_b',header=True), lambda:b.a2b_qp('a=ZZ'), lambda:b.a2b_qp('a='), lambda:b.a2b_qp('a=\r\nb'), lambda:b.a2b_qp('a==b'), lambda:b.a2b_qp('=4'), lambda:b.a2b_qp('a=3d=3D'), lambda:b.a2b_qp('a= \nb'))
print(b.Error.__mro__, b.Incomplete.__mro__, b.Error.__module__)
