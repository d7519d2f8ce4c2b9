<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Dashboard</name>
    <message>
        <source>My openings</source>
        <translation>我办结的开户</translation>
    </message>
    <message>
        <source>My changes</source>
        <translation>我办结的变更</translation>
    </message>
    <message>
        <source>My transfers out</source>
        <translation>我办结的转销户</translation>
    </message>
    <message>
        <source>My unfinished cases</source>
        <translation>我的在办业务</translation>
    </message>
    <message>
        <source>My tasks due today</source>
        <translation>我今日到期的任务</translation>
    </message>
    <message>
        <source>My overdue tasks</source>
        <translation>我逾期的任务</translation>
    </message>
    <message>
        <source>My calls to make</source>
        <translation>我待办的回访</translation>
    </message>
    <message>
        <source>My papers to hand over</source>
        <translation>我待移交的资料</translation>
    </message>
    <message>
        <source>Bookings still expected</source>
        <translation>待到预约</translation>
    </message>
    <message>
        <source>Cases under way</source>
        <translation>在办业务</translation>
    </message>
    <message>
        <source>Transfers out, by step</source>
        <translation>转销户在办环节</translation>
    </message>
    <message>
        <source>Transfer deadlines</source>
        <translation>转销户办理时限</translation>
    </message>
    <message>
        <source>Counters at work today</source>
        <translation>今日在岗柜台</translation>
    </message>
    <message>
        <source>Requests to leave</source>
        <translation>转销户申请</translation>
    </message>
    <message>
        <source>Openings by month</source>
        <translation>每月开户</translation>
    </message>
    <message>
        <source>Clients left, by month</source>
        <translation>每月转出</translation>
    </message>
    <message>
        <source>Assets in new accounts</source>
        <translation>新开账户资产</translation>
    </message>
    <message>
        <source>Assets that left</source>
        <translation>转出资产</translation>
    </message>
    <message>
        <source>Overdue tasks</source>
        <translation>逾期任务</translation>
    </message>
    <message>
        <source>Calls to make</source>
        <translation>待办回访</translation>
    </message>
    <message>
        <source>Calls made</source>
        <translation>已完成回访</translation>
    </message>
    <message>
        <source>Problems found by calling</source>
        <translation>回访发现的问题</translation>
    </message>
    <message>
        <source>Complaints not closed</source>
        <translation>未办结的投诉</translation>
    </message>
    <message>
        <source>Complaints, by step</source>
        <translation>投诉处理环节</translation>
    </message>
    <message>
        <source>Complaints by month</source>
        <translation>每月投诉</translation>
    </message>
    <message>
        <source>Complaints for compliance</source>
        <translation>待合规同意的投诉</translation>
    </message>
    <message>
        <source>Complaints I handle</source>
        <translation>我处理的投诉</translation>
    </message>
    <message>
        <source>Calls and visits</source>
        <translation>回访和走访</translation>
    </message>
    <message>
        <source>Satisfaction by month</source>
        <translation>每月满意度</translation>
    </message>
    <message>
        <source>Messages not sent</source>
        <translation>未发出的短信</translation>
    </message>
    <message>
        <source>Watch list hits to decide</source>
        <translation>待判断的名单命中</translation>
    </message>
    <message>
        <source>Numbers shown in full</source>
        <translation>查看完整号码</translation>
    </message>
    <message>
        <source>Many looks noticed</source>
        <translation>大量查看提示</translation>
    </message>
    <message>
        <source>Notices to look into</source>
        <translation>待核查的提示</translation>
    </message>
    <message>
        <source>Identity papers running out</source>
        <translation>证件到期</translation>
    </message>
    <message>
        <source>Risk assessments out of date</source>
        <translation>过期的风险测评</translation>
    </message>
    <message>
        <source>Mismatch warnings signed</source>
        <translation>已签不匹配警示</translation>
    </message>
    <message>
        <source>Incidents</source>
        <translation>风险事件</translation>
    </message>
    <message>
        <source>Papers not handed over</source>
        <translation>未移交的资料</translation>
    </message>
    <message>
        <source>Papers to receive</source>
        <translation>待接收的资料</translation>
    </message>
    <message>
        <source>Papers sent back</source>
        <translation>退回待补的资料</translation>
    </message>
    <message>
        <source>Papers handed over</source>
        <translation>已移交的资料</translation>
    </message>
    <message>
        <source>Dossiers lent</source>
        <translation>借出的档案</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Prints not finished</source>
        <translation>未完成的打印</translation>
    </message>
    <message>
        <source>Counters of the server</source>
        <translation>柜台工作站</translation>
    </message>
    <message>
        <source>Practising certificates</source>
        <translation>执业证书到期</translation>
    </message>
    <message>
        <source>Days left of the seal&apos;s certificate</source>
        <translation>签章证书剩余天数</translation>
    </message>
    <message>
        <source>Disk of this computer</source>
        <translation>本机磁盘空间</translation>
    </message>
    <message>
        <source>Of the period chosen above, beside the same stretch of the one before.</source>
        <translation>按上方所选期间统计，并与上一期间的同一时段比较。</translation>
    </message>
    <message>
        <source>As things stand now.</source>
        <translation>截至目前。</translation>
    </message>
    <message>
        <source>This branch has no server: there is one counter, and nothing to list.</source>
        <translation>本营业部未使用服务器，只有一个柜台，没有工作站可列。</translation>
    </message>
    <message>
        <source>No backup was made in this period. Make one at the command line, or look at the schedule.</source>
        <translation>本期间没有备份。请用命令行备份，或者检查自动备份的设置。</translation>
    </message>
    <message>
        <source>No month has enough answers yet. A month is shown once it is over; no single mark ever is.</source>
        <translation>还没有答卷足够的月份。月份结束后才会显示；任何一份答卷都不会显示。</translation>
    </message>
    <message>
        <source>Nothing in these twelve months. Choose an earlier period above.</source>
        <translation>这十二个月没有数据。请在上方选择较早的期间。</translation>
    </message>
    <message>
        <source>Nothing in this period. Choose a longer or an earlier one above.</source>
        <translation>本期间没有数据。请在上方选择较长或者较早的期间。</translation>
    </message>
    <message>
        <source>Nothing is waiting. There is nothing to do here.</source>
        <translation>没有待处理事项，此处无需处理。</translation>
    </message>
    <message>
        <source>Openings</source>
        <translation>开户</translation>
    </message>
    <message>
        <source>Transfers out</source>
        <translation>转销户</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>变更</translation>
    </message>
    <message>
        <source>Suitability</source>
        <translation>适当性</translation>
    </message>
    <message>
        <source>Being prepared</source>
        <translation>受理中</translation>
    </message>
    <message>
        <source>With the approvers</source>
        <translation>待审批</translation>
    </message>
    <message>
        <source>Sent back</source>
        <translation>已退回</translation>
    </message>
    <message>
        <source>To be carried out</source>
        <translation>待办理</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>转出</translation>
    </message>
    <message>
        <source>Stayed</source>
        <translation>挽留</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>在办</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>撤回或未受理</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>已逾期</translation>
    </message>
    <message>
        <source>Due today</source>
        <translation>今日到期</translation>
    </message>
    <message>
        <source>Next trading day</source>
        <translation>下一交易日到期</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>其后到期</translation>
    </message>
    <message>
        <source>Clock stands still</source>
        <translation>时限未起算</translation>
    </message>
    <message>
        <source>In time</source>
        <translation>未逾期</translation>
    </message>
    <message>
        <source>Nobody&apos;s</source>
        <translation>未分派</translation>
    </message>
    <message>
        <source>Longer ago</source>
        <translation>较早</translation>
    </message>
    <message>
        <source>Lately</source>
        <translation>近期</translation>
    </message>
    <message>
        <source>Within a week</source>
        <translation>一周以内</translation>
    </message>
    <message>
        <source>Within a month</source>
        <translation>一个月以内</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>已到期</translation>
    </message>
    <message>
        <source>Ends soon</source>
        <translation>即将到期</translation>
    </message>
    <message>
        <source>Approval by telephone denied</source>
        <translation>电话审批被否认</translation>
    </message>
    <message>
        <source>Misconduct told of in a call</source>
        <translation>回访反映违规</translation>
    </message>
    <message>
        <source>Misconduct complained of</source>
        <translation>投诉反映违规</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>成功</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>On the way</source>
        <translation>发送中</translation>
    </message>
    <message>
        <source>Joined</source>
        <translation>已加入</translation>
    </message>
    <message>
        <source>Invited</source>
        <translation>待加入</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>Taken in</source>
        <translation>已登记</translation>
    </message>
    <message>
        <source>Assigned</source>
        <translation>已分派</translation>
    </message>
    <message>
        <source>Investigated</source>
        <translation>已核查</translation>
    </message>
    <message>
        <source>Answer planned</source>
        <translation>已拟定处理意见</translation>
    </message>
    <message>
        <source>With compliance</source>
        <translation>待合规同意</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>已答复</translation>
    </message>
    <message>
        <source>Called back</source>
        <translation>已回访</translation>
    </message>
    <message>
        <source>Withdrawal to be cleared</source>
        <translation>待合规同意撤回</translation>
    </message>
    <message>
        <source>Reached</source>
        <translation>已联系上</translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation>未联系上</translation>
    </message>
    <message>
        <source>Wrong number</source>
        <translation>号码有误</translation>
    </message>
    <message>
        <source>Wants no calls</source>
        <translation>不愿接受回访</translation>
    </message>
    <message>
        <source>No common language</source>
        <translation>语言不通</translation>
    </message>
    <message>
        <source>Outcome unclear</source>
        <translation>结果不明</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>可用</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>已用</translation>
    </message>
    <message>
        <source>Many clients in a short time</source>
        <translation>短时间查看大量客户</translation>
    </message>
    <message>
        <source>Many numbers shown in a day</source>
        <translation>一日内多次查看完整号码</translation>
    </message>
    <message>
        <source>User made by one person alone</source>
        <translation>单人建立用户</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>周</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月</translation>
    </message>
    <message>
        <source>Quarter</source>
        <translation>季</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年</translation>
    </message>
    <message>
        <source>before: {count}</source>
        <translation>上期 {count}</translation>
    </message>
    <message>
        <source>as of {time}</source>
        <translation>截至 {time}</translation>
    </message>
</context>
<context>
    <name>DashboardPage</name>
    <message>
        <source>rows</source>
        <translation>明细</translation>
    </message>
    <message>
        <source>back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>period</source>
        <translation>期间</translation>
    </message>
    <message>
        <source>read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>as of {time}</source>
        <translation>截至 {time}</translation>
    </message>
    <message>
        <source>{days}, beside {before}</source>
        <translation>{days}，对比 {before}</translation>
    </message>
    <message>
        <source>Sent to the printer.</source>
        <translation>已发送到打印机。</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>保存为 PDF</translation>
    </message>
    <message>
        <source>Save as a workbook</source>
        <translation>保存为 Excel</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>Dashboard</source>
        <translation>经营看板</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>期间</translation>
    </message>
    <message>
        <source>Before (Ctrl+Left)</source>
        <translation>前一期间（Ctrl+Left）</translation>
    </message>
    <message>
        <source>After (Ctrl+Right)</source>
        <translation>后一期间（Ctrl+Right）</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>No figures for your roles</source>
        <translation>您的角色没有指标</translation>
    </message>
    <message>
        <source>Ask an administrator whether a role is missing; your pages are in the rail at the left.</source>
        <translation>请向系统管理员确认是否缺少角色；您的页面在左侧栏中。</translation>
    </message>
</context>
<context>
    <name>DayStrip</name>
    <message>
        <source>this week {count}</source>
        <translation>本周 {count}</translation>
    </message>
</context>
<context>
    <name>FigureCard</name>
    <message>
        <source>being read</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>As a table</source>
        <translation>以表格显示</translation>
    </message>
    <message>
        <source>{title} as a table</source>
        <translation>{title}（表格）</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>{title}: the first</source>
        <translation>{title}：最近的几项</translation>
    </message>
    <message>
        <source>{title}: {count}, show the rows</source>
        <translation>{title}：{count}，查看明细</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>本期</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>上期</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
</context>
<context>
    <name>FigureTile</name>
    <message>
        <source>being read</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>not read; click to try again</source>
        <translation>未能读取，点击重试</translation>
    </message>
</context>
<context>
    <name>RowsPanel</name>
    <message>
        <source>Dashboard</source>
        <translation>经营看板</translation>
    </message>
    <message>
        <source>Back (Escape)</source>
        <translation>返回（Esc）</translation>
    </message>
    <message>
        <source>{shown} of {count}</source>
        <translation>显示 {shown} / {count}</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>再显示 {count} 条</translation>
    </message>
    <message>
        <source>There is nothing behind this number</source>
        <translation>该数字没有明细</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>What</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>By</source>
        <translation>经办</translation>
    </message>
    <message>
        <source>At</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Yuan</source>
        <translation>金额（元）</translation>
    </message>
</context>
</TS>
