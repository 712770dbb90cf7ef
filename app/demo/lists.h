// app/demo/lists.h: the tables of assets/demo, read once.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "app/demo/council.h"
#include "app/demo/draw.h"
#include "platform/base/csv.h"

namespace demo {

struct Town {
  std::string name;
  std::string outward;
  int weight = 1;
};

struct Lists {
  std::vector<Town> towns;
  std::map<std::string, double, std::less<>> parameters;
  std::map<std::string, base::Csv, std::less<>> tables;  // every file, by its name without ".csv"
  // Name by "<kind>/<cohort>/<group>": parallel names and weights.
  struct Names {
    std::vector<std::string> names;
    std::vector<int> weights;
  };
  std::map<std::string, Names, std::less<>> names;

  static base::Result<Lists> read(const ReadAsset& read);
  double share(std::string_view key) const;
  const base::Csv& table(std::string_view name) const { return tables.find(name)->second; }
  // `cohort` where the group has names of it, else any.
  std::string name(Draw& draw, std::string_view kind, std::string_view cohort, std::string_view group) const;
  const Town& town(Draw& draw) const;
};

}  // namespace demo
