// For each path on stdin one line: the genres that TagLib reads, NUL written as \x1f between them, or "-" where it reads nothing.
#include <iostream>
#include <string>

#include <taglib/fileref.h>
#include <taglib/tpropertymap.h>

int main() {
  for (std::string path; std::getline(std::cin, path);) {
    TagLib::FileRef file(path.c_str(), false);
    if (file.isNull() || !file.file()->isValid()) {
      std::cout << "-" << std::endl;
      continue;
    }
    const auto genres = file.file()->properties()["GENRE"];
    std::string line = "+";
    for (const auto &genre : genres) line += genre.to8Bit(true) + '\x1f';
    std::cout << line << std::endl;
  }
}
