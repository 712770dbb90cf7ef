// app/care/plan.h: the care and support plan (Care Act s25; a carer's is a support plan): outcomes in the person's words, who does what, the
// services that meet them, the week they make. Lists are keyed items, so two people may add at once. Money lines are what the plan shows;
// charging is worked out elsewhere. Pence are whole pence a week.
#pragma once
#include <array>
#include <string>
#include <vector>

#include "app/care/course.h"
#include "app/care/date.h"
#include "app/care/item.h"
#include "sync/record/record.h"

namespace care {

// What the person wants from their day.
struct PlanOutcome : Item {
  std::string text;                // "Wash and dress with dignity, in her own time"
  std::vector<std::string> needs;  // the eligible outcomes it meets: A1 ... A10, C1 ... C8
  std::string how;                 // "morning and evening call, pendant"
  std::string progress;            // codes "progress": on-track, starts, at-risk, met, not-met
  Date starts;
  bool operator==(const PlanOutcome&) const = default;
};

// Who does what by when.
struct PlanAction : Item {
  std::string text;
  std::string who;      // a name or a role, as it is shown
  std::string outcome;  // key of the PlanOutcome it serves
  Date by;
  bool is_done = false;
  bool operator==(const PlanAction&) const = default;
};

// A service the plan asks for.
struct PlanService : Item {
  std::string code;           // codes "services": HC-STD, MEALS, DAY ...
  record::RecordId provider;  // nil: not arranged yet
  std::string provider_name;  // as agreed, kept beside the link
  std::string outcome;        // key of the PlanOutcome it serves
  std::string tasks;          // what is done at each visit
  int carers = 1;             // 2 for a double-up
  Date starts;
  Date ends;
  int64_t pence_per_week = 0;
  bool operator==(const PlanService&) const = default;
};

// One cell of the week.
struct WeekSlot : Item {
  int day = 0;           // Monday 0 ... Sunday 6
  int start_minute = 0;  // of the day
  int minutes = 30;
  std::string service;  // key of the PlanService; empty: family or a friend comes
  std::string label;    // what is shown: "Care", "Meal", "Ruth"
  bool operator==(const WeekSlot&) const = default;
};

struct MoneyLine : Item {
  std::string label;
  std::string payer;  // "council", "person", "nhs"
  int64_t pence_per_week = 0;
  bool operator==(const MoneyLine&) const = default;
};

struct Plan : Course {
  record::RecordId id;
  record::RecordId person;
  record::RecordId author;
  record::RecordId assessment;  // the response it rests on
  int version = 1;
  Date starts;
  Date review_on;
  int64_t indicative_pence_per_week = 0;
  int64_t submitted_pence_per_week = 0;  // what the services came to when it was last submitted: for lists, which see heads alone
  bool has_person_agreed = false;
  std::string agreement;    // how they agreed, or what they disagree with
  std::string contingency;  // carer ill, provider fails, power or phone fails
  std::string advice;       // on preventing or reducing needs
  std::string copies;       // who has one
  std::vector<PlanOutcome> outcomes;
  std::vector<PlanAction> actions;
  std::vector<PlanService> services;
  std::vector<WeekSlot> week;
  std::vector<MoneyLine> money;
  bool operator==(const Plan&) const = default;
};

Plan plan_from(const record::Record& from);
std::vector<record::Edit> to_edits(const Plan& made);
std::vector<record::Edit> to_edits(const Plan& before, const Plan& after);

int64_t weekly_pence(const Plan& plan);
Plan submitted_plan(Plan plan, const record::RecordId& by, os::UnixMs now);
// Minutes of paid care in a week, two carers counted twice.
int64_t weekly_care_minutes(const Plan& plan);
// Rows of the week view: every start time in use, each with its slots by day (nullptr: nothing then). Slots that start together on one day take another row.
// Borrows from `plan`.
struct WeekRow {
  int start_minute = 0;
  std::array<const WeekSlot*, 7> days{};
};
std::vector<WeekRow> week_rows(const Plan& plan);

}  // namespace care
