<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>PolicyLists</name>
    <message>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Policy files</source>
        <translation>参数文件</translation>
    </message>
    <message>
        <source>not in use</source>
        <translation>未启用</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>执行中</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>待决</translation>
    </message>
    <message>
        <source>Withdraw {version}</source>
        <translation>撤销 {version}</translation>
    </message>
    <message>
        <source>Choose a policy file above to see its versions.</source>
        <translation>请在上方选择规则文件，查看其版本。</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>From</source>
        <translation>生效日期</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>PolicyPage</name>
    <message>
        <source>read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>keep the draft</source>
        <translation>保存草稿</translation>
    </message>
    <message>
        <source>Discard the draft</source>
        <translation>放弃草稿</translation>
    </message>
    <message>
        <source>What you have written in this file is thrown away. Versions that were proposed are not touched.</source>
        <translation>您在本文件中写的内容将被清除。已经提出的版本不受影响。</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Discarded.</source>
        <translation>草稿已放弃。</translation>
    </message>
    <message>
        <source>Propose this version</source>
        <translation>提出本版本</translation>
    </message>
    <message>
        <source>Why is it changed? Somebody else of compliance, or the general manager, decides on it.</source>
        <translation>请写明修改原因。由另一位合规人员或者总经理决定。</translation>
    </message>
    <message>
        <source>Propose</source>
        <translation>提出</translation>
    </message>
    <message>
        <source>Proposed. It holds from its date on, once a second person has approved it.</source>
        <translation>已提出。经第二人批准后，自生效日期起执行。</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>批准</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>否决</translation>
    </message>
    <message>
        <source>Give the reason. Your name and the time are registered; it cannot be changed.</source>
        <translation>请写明理由。您的姓名和时间将予登记，不能更改。</translation>
    </message>
    <message>
        <source>Propose to withdraw</source>
        <translation>提议撤销</translation>
    </message>
    <message>
        <source>The version never comes into force once a second person has agreed. Give the reason.</source>
        <translation>经第二人同意后，该版本不再生效。请写明理由。</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>Decline…</source>
        <translation>否决…</translation>
    </message>
    <message>
        <source>Go on with draft</source>
        <translation>继续草稿</translation>
    </message>
    <message>
        <source>New version</source>
        <translation>起草新版本</translation>
    </message>
    <message>
        <source>{file}: new version</source>
        <translation>{file}：新版本</translation>
    </message>
    <message>
        <source>What the branch began with: the file of the program, or of the branch&apos;s folder.</source>
        <translation>营业部最初采用的版本：随程序提供，或者来自营业部文件夹。</translation>
    </message>
    <message>
        <source>Proposed by {who}, {when}: {why}</source>
        <translation>{who} 于 {when} 提出：{why}</translation>
    </message>
    <message>
        <source>Approved by {who}, {when}: {why}</source>
        <translation>{who} 于 {when} 批准：{why}</translation>
    </message>
    <message>
        <source>Declined by {who}, {when}: {why}</source>
        <translation>{who} 于 {when} 否决：{why}</translation>
    </message>
    <message>
        <source>Taken back by {who}, {when}: {why}</source>
        <translation>{who} 于 {when} 撤回：{why}</translation>
    </message>
    <message>
        <source>Being checked…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>Mistakes: {count}</source>
        <translation>有 {count} 处错误</translation>
    </message>
    <message>
        <source>Nothing is changed yet.</source>
        <translation>尚未改动。</translation>
    </message>
    <message>
        <source>The date must come after today: nothing holds retroactively.</source>
        <translation>生效日期必须晚于今天，不得追溯。</translation>
    </message>
    <message>
        <source>No mistakes.</source>
        <translation>没有错误。</translation>
    </message>
    <message>
        <source>No mistakes. The draft is kept.</source>
        <translation>没有错误，草稿已保存。</translation>
    </message>
    <message>
        <source>The same as {version}.</source>
        <translation>与 {version} 相同。</translation>
    </message>
    <message>
        <source>Against {version}: {came} lines came, {went} went.</source>
        <translation>与 {version} 相比：增加 {came} 行，删去 {went} 行。</translation>
    </message>
    <message>
        <source>There are mistakes; they are told below the text.</source>
        <translation>文本有错误，见文本下方的说明。</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>改动</translation>
    </message>
    <message>
        <source>How it reads</source>
        <translation>效果预览</translation>
    </message>
    <message>
        <source>Propose…</source>
        <translation>提出…</translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation>放弃…</translation>
    </message>
    <message>
        <source>Approve…</source>
        <translation>批准…</translation>
    </message>
    <message>
        <source>Withdraw…</source>
        <translation>撤销…</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>业务参数</translation>
    </message>
    <message>
        <source>several may be chosen</source>
        <translation>可多选</translation>
    </message>
    <message>
        <source>Points (not shown to clients)</source>
        <translation>分值（客户看不到）</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>题号</translation>
    </message>
    <message>
        <source>Levels and products</source>
        <translation>等级与产品</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>等级</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>总分</translation>
    </message>
    <message>
        <source>May buy up to</source>
        <translation>可购买至</translation>
    </message>
    <message>
        <source>An assessment is valid for {months} months.</source>
        <translation>评估有效期 {months} 个月。</translation>
    </message>
    <message>
        <source>Classes by assets and turnover</source>
        <translation>按资产和周转率划分的类别</translation>
    </message>
    <message>
        <source>Assets from (yuan)</source>
        <translation>资产下限（元）</translation>
    </message>
    <message>
        <source>Turnover high</source>
        <translation>周转率高</translation>
    </message>
    <message>
        <source>Turnover low</source>
        <translation>周转率低</translation>
    </message>
    <message>
        <source>Turnover counts as high from {limit} a year on.</source>
        <translation>年周转率达到 {limit} 视为高。</translation>
    </message>
    <message>
        <source>Tiers of approval</source>
        <translation>审批档次</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>档次</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>时限</translation>
    </message>
    <message>
        <source>{count} days</source>
        <translation>{count} 天</translation>
    </message>
    <message>
        <source>{count} hours</source>
        <translation>{count} 小时</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Carried out within (trading days)</source>
        <translation>办结时限（交易日）</translation>
    </message>
    <message>
        <source>Booked ahead at most</source>
        <translation>最多预约</translation>
    </message>
    <message>
        <source>Snapshot counts for</source>
        <translation>快照有效</translation>
    </message>
    <message>
        <source>Day end from</source>
        <translation>日终最早时间</translation>
    </message>
    <message>
        <source>Papers that a set must hold</source>
        <translation>各项业务必备资料</translation>
    </message>
    <message>
        <source>Business</source>
        <translation>业务</translation>
    </message>
    <message>
        <source>Forms</source>
        <translation>单据</translation>
    </message>
    <message>
        <source>Kept for {years} years after closing; lent for {days} days.</source>
        <translation>销户后保管 {years} 年；借阅 {days} 天。</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>短信</translation>
    </message>
    <message>
        <source>Parts at most</source>
        <translation>最多段数</translation>
    </message>
    <message>
        <source>Nothing from {begin} until {end}; {count} a day to one number at most.</source>
        <translation>{begin} 至次日 {end} 不发送；同一号码每天最多 {count} 条。</translation>
    </message>
    <message>
        <source>Files in use</source>
        <translation>所用文件</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Transfer-out and classes</source>
        <translation>转销户与客户分类</translation>
    </message>
    <message>
        <source>Dossiers</source>
        <translation>客户档案</translation>
    </message>
    <message>
        <source>Business of higher risk</source>
        <translation>须另行揭示风险的业务</translation>
    </message>
    <message>
        <source>Permission</source>
        <translation>业务权限</translation>
    </message>
    <message>
        <source>Disclosure</source>
        <translation>风险揭示书</translation>
    </message>
    <message>
        <source>Lowest level</source>
        <translation>最低等级</translation>
    </message>
    <message>
        <source>Least experience</source>
        <translation>最短经验</translation>
    </message>
    <message>
        <source>Code lists</source>
        <translation>代码表</translation>
    </message>
    <message>
        <source>List</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Branch and lists</source>
        <translation>营业部参数与代码表</translation>
    </message>
    <message>
        <source>Questionnaire, four levels</source>
        <translation>问卷（四级）</translation>
    </message>
    <message>
        <source>Questionnaire, C1–C5</source>
        <translation>问卷（C1–C5）</translation>
    </message>
    <message>
        <source>Questionnaire, institutions</source>
        <translation>问卷（机构）</translation>
    </message>
    <message>
        <source>Questionnaire, institutions, C1–C5</source>
        <translation>问卷（机构，C1–C5）</translation>
    </message>
    <message>
        <source>Messages to clients</source>
        <translation>短信模板</translation>
    </message>
    <message>
        <source>Calls and visits</source>
        <translation>回访与拜访</translation>
    </message>
    <message>
        <source>Questionnaire</source>
        <translation>问卷</translation>
    </message>
    <message>
        <source>To decide</source>
        <translation>待决定</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>未通过</translation>
    </message>
    <message>
        <source>Lapsed</source>
        <translation>逾期未决</translation>
    </message>
    <message>
        <source>Coming</source>
        <translation>待生效</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>执行中</translation>
    </message>
    <message>
        <source>Past</source>
        <translation>已被替换</translation>
    </message>
</context>
<context>
    <name>Writing</name>
    <message>
        <source>Line {line}</source>
        <translation>第 {line} 行</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>In force from</source>
        <translation>生效日期</translation>
    </message>
    <message>
        <source>Text of the policy file</source>
        <translation>参数文件文本</translation>
    </message>
    <message>
        <source>Mistakes</source>
        <translation>错误</translation>
    </message>
</context>
</TS>
