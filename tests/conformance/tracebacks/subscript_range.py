data = {"list": [1, 2, {"deep": None}]}


def get(i):
    return data["list"][2]["deep"][i] + data["list"][0]


get(0)
