//! Document numbers: per body, series and fiscal year, without gaps.

use serde::Serialize;
use tatefuda_app::{Command, Cx, Failure, Reads, number};

use crate::{on_both, support::World};

on_both!(numbers_have_no_gaps_and_begin_anew_each_fiscal_year);

#[derive(Serialize)]
struct Number {
    series: &'static str,
    then_fail: bool,
}

impl Command for Number {
    const NAME: &'static str = "test.number";
    const READS: Reads<Self> = Reads::Open;
    type Out = String;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<String, Failure> {
        let number = number::take(cx, self.series).await?;
        if self.then_fail { Err(Failure::state("test")) } else { Ok(number.to_string()) }
    }
}

async fn numbers_have_no_gaps_and_begin_anew_each_fiscal_year(world: World) {
    let program = world.program();
    let take = async |series, then_fail| world.run(&program, &Number { series, then_fail }).await;
    assert_eq!(take("広報", false).await.unwrap(), "広報-2026-1");
    assert!(take("広報", true).await.is_err());
    assert_eq!(take("広報", false).await.unwrap(), "広報-2026-2");
    assert_eq!(take("総務", false).await.unwrap(), "総務-2026-1");
    let other = tatefuda_app::Actor::program(world.b.tenant, tatefuda_app::Via::Cli);
    let foreign = world.run(&other, &Number { series: "広報", then_fail: false }).await.unwrap();
    assert_eq!(foreign, "広報-2026-1");
    // The last moment of the fiscal year in the body's zone is still 31 March there, though 1 April is near in UTC.
    world.clock.set("2027-03-31T23:59:59+09:00".parse().unwrap());
    assert_eq!(take("広報", false).await.unwrap(), "広報-2026-3");
    world.clock.set("2027-04-01T00:00:00+09:00".parse().unwrap());
    assert_eq!(take("広報", false).await.unwrap(), "広報-2027-1");
    world.finish().await;
}
