<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>ParameterPanel</name>
    <message>
        <source>Everybody</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>本周</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>本月</translation>
    </message>
    <message>
        <source>Last month</source>
        <translation>上月</translation>
    </message>
</context>
<context>
    <name>ReportHead</name>
    <message>
        <source>by rule</source>
        <translation>制度规定</translation>
    </message>
    <message>
        <source>of the house</source>
        <translation>内部管理</translation>
    </message>
    <message>
        <source>{done} of {all}</source>
        <translation>{done} / {all}</translation>
    </message>
    <message>
        <source>Show numbers in full in print and files, because … (empty: masked)</source>
        <translation>打印和导出时显示完整号码的事由（留空则遮盖）</translation>
    </message>
    <message>
        <source>Why numbers are shown in full</source>
        <translation>显示完整号码的事由</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
</context>
<context>
    <name>ReportShown</name>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>纸面</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>登记</translation>
    </message>
    <message>
        <source>Made by itself</source>
        <translation>自动生成</translation>
    </message>
    <message>
        <source>the first {shown} of {all}</source>
        <translation>共 {all} 条，显示前 {shown} 条</translation>
    </message>
    <message>
        <source>{count} rows</source>
        <translation>{count} 条</translation>
    </message>
    <message>
        <source>My runs</source>
        <translation>本人</translation>
    </message>
    <message>
        <source>Everybody&apos;s</source>
        <translation>全部人员</translation>
    </message>
    <message>
        <source>Nothing shown yet</source>
        <translation>尚未查看</translation>
    </message>
    <message>
        <source>Choose what is wanted, then press &quot;Show&quot; (F5).</source>
        <translation>填写条件后按“查看”（F5）。</translation>
    </message>
    <message>
        <source>Rows of the report</source>
        <translation>报表明细</translation>
    </message>
    <message>
        <source>Chart of the report</source>
        <translation>报表图表</translation>
    </message>
    <message>
        <source>Register of runs</source>
        <translation>报表登记</translation>
    </message>
    <message>
        <source>No rows in this period. Choose another one and press &quot;Show&quot;.</source>
        <translation>该期间没有数据。请另选期间后按“查看”。</translation>
    </message>
    <message>
        <source>No report was made yet. Press PDF or .xlsx to make this one.</source>
        <translation>还没有生成过报表。按“PDF”或“.xlsx”生成。</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>How</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>By</source>
        <translation>经办人</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>柜台</translation>
    </message>
    <message>
        <source>In full because</source>
        <translation>完整显示事由</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>归档</translation>
    </message>
</context>
<context>
    <name>Reports</name>
    <message>
        <source>paper</source>
        <translation>已归档</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Suitability</source>
        <translation>适当性</translation>
    </message>
    <message>
        <source>Leaving</source>
        <translation>转销户</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>档案</translation>
    </message>
    <message>
        <source>Oversight</source>
        <translation>监督</translation>
    </message>
    <message>
        <source>Looked at</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Printed</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Made by itself</source>
        <translation>自动生成</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>不自动生成</translation>
    </message>
    <message>
        <source>Every day</source>
        <translation>每日</translation>
    </message>
    <message>
        <source>Every week</source>
        <translation>每周</translation>
    </message>
    <message>
        <source>Every month</source>
        <translation>每月</translation>
    </message>
</context>
<context>
    <name>ReportsPage</name>
    <message>
        <source>show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>保存报表</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>Stopped: {count} reports are made; the others are due still and are made next time.</source>
        <translation>已停止：已生成 {count} 份报表，其余仍待生成，下次会继续生成。</translation>
    </message>
    <message>
        <source>{count} reports were made.</source>
        <translation>已生成 {count} 张报表。</translation>
    </message>
    <message>
        <source>Nothing is due that is not made yet.</source>
        <translation>没有到期未生成的报表。</translation>
    </message>
    <message>
        <source>Find a report</source>
        <translation>查找报表</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报表</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报表</translation>
    </message>
</context>
<context>
    <name>SchedulePanel</name>
    <message>
        <source>Made when the last teller closes the day: on every day, on the last trading day of the week or of the month. It is archived and goes into the task lists of these roles.</source>
        <translation>最后一名柜员日终时生成：每日，或者每周、每月的最后一个交易日。生成后归档，并进入所选岗位人员的任务清单。</translation>
    </message>
    <message>
        <source>Last changed by {who}.</source>
        <translation>最近由{who}设定。</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>生成频率</translation>
    </message>
    <message>
        <source>For whom</source>
        <translation>接收岗位</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Make now what is due</source>
        <translation>立即生成到期报表</translation>
    </message>
</context>
</TS>
