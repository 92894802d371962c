"""policygraph"""
