<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>UpgradeAtStart</name>
    <message>
        <source>Another station upgrades the branch now. This one opens by itself when it is done.</source>
        <translation>另一站点正在升级营业部，完成后本站点会自动打开。</translation>
    </message>
</context>
<context>
    <name>UpgradeDialog</name>
    <message>
        <source>Upgrade of the branch</source>
        <translation>营业部升级</translation>
    </message>
    <message>
        <source>State of the upgrade</source>
        <translation>升级状态</translation>
    </message>
    <message>
        <source>Progress of the upgrade</source>
        <translation>升级进度</translation>
    </message>
    <message>
        <source>Back up and upgrade</source>
        <translation>备份并升级</translation>
    </message>
    <message>
        <source>Go back…</source>
        <translation>退回升级前…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>This branch was made by an older program. Before anything is changed a backup is made and checked; what fails leaves the branch as it is. The program cannot be closed meanwhile.</source>
        <translation>该营业部由旧版程序创建。改动之前会先备份并核验；任何一步失败，营业部都保持原状。升级期间程序不能关闭。</translation>
    </message>
    <message>
        <source>An upgrade of %1 was cut off; the branch is as it was before it.</source>
        <translation>%1 的升级中途中断；营业部仍是升级前的状态。</translation>
    </message>
    <message>
        <source>Room on the disk</source>
        <translation>检查磁盘空间</translation>
    </message>
    <message>
        <source>Backup of database and documents</source>
        <translation>备份数据库和单证</translation>
    </message>
    <message>
        <source>Check of the backup</source>
        <translation>核验备份</translation>
    </message>
    <message>
        <source>Tables brought to the new version</source>
        <translation>更新数据表</translation>
    </message>
    <message>
        <source>Verification</source>
        <translation>核验升级结果</translation>
    </message>
    <message>
        <source>Another station upgrades; this one waits.</source>
        <translation>另一站点正在升级，本站点等待中。</translation>
    </message>
    <message>
        <source>%1 statements</source>
        <translation>已执行 %1 条语句</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>The branch is upgraded and verified: %1 rows. The backup of before lies in %2.</source>
        <translation>营业部已升级并通过核验，共 %1 行。升级前的备份位于 %2。</translation>
    </message>
    <message>
        <source>Open the branch</source>
        <translation>打开营业部</translation>
    </message>
    <message>
        <source>Going back loses %1 acts and %2 documents written since the upgrade; they are kept aside in a backup. The branch then opens with the old program only, when the general manager has acknowledged it.</source>
        <translation>退回将失去升级之后的 %1 项操作和 %2 份单证，这些内容会先备份留存。退回后营业部只能用旧版程序打开，并须经总经理确认。</translation>
    </message>
    <message>
        <source>Give up %1 acts and go back</source>
        <translation>放弃 %1 项操作并退回</translation>
    </message>
    <message>
        <source>The branch is as it was before the upgrade. What was written since is kept aside in %1. Install the old program to go on.</source>
        <translation>营业部已退回升级前的状态，升级之后的内容留存于 %1。请安装旧版程序继续办理。</translation>
    </message>
</context>
</TS>
