"""Files that people bring → posts: one file per format. What a row says of an author is not looked at; what is no post is told by line."""
