// Reads the files named on stdin with TagLib, on one thread: common tags, properties, length. One JSON line.
#include <chrono>
#include <iostream>
#include <string>
#include <vector>

#include <taglib/audioproperties.h>
#include <taglib/fileref.h>
#include <taglib/tpropertymap.h>

int main() {
  std::vector<std::string> paths;
  for (std::string path; std::getline(std::cin, path);) paths.push_back(path);
  size_t values = 0;
  long long milliseconds = 0;
  const auto started = std::chrono::steady_clock::now();
  for (const auto &path : paths) {
    TagLib::FileRef file(path.c_str(), true, TagLib::AudioProperties::Fast);
    if (file.isNull()) continue;
    for (const auto &property : file.file()->properties()) values += property.second.size();
    if (file.audioProperties()) milliseconds += file.audioProperties()->lengthInMilliseconds();
  }
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - started;
  std::cout << "{\"files\":" << paths.size() << ",\"values\":" << values << ",\"soundMs\":" << milliseconds
            << ",\"ms\":" << took.count() << "}\n";
}
